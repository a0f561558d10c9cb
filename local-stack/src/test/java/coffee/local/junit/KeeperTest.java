package coffee.local.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What another test JVM would do: take a lease of its own. */
class KeeperTest {

    @Test
    void twoLeasesShareOnePairOfServers() {
        Lease one = Lease.take();
        Lease other = Lease.take();
        assertThat(List.of(other.mariaDb(), other.kafka())).isEqualTo(List.of(one.mariaDb(), one.kafka()));
    }
}
