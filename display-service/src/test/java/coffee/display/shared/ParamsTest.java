package coffee.display.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.display.shared.InvalidRequest.Wrong;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {

    /** One that Map.of makes has another order after each start. */
    @Test
    void namesTheChoicesInOneOrderWhateverTheirMapHas() {
        Map<String, Integer> backwards = new LinkedHashMap<>();
        backwards.put("true", 1);
        backwards.put("false", 0);
        Params params = new Params();

        int chosen = params.oneOf("open", "perhaps", -1, backwards);

        assertThat(chosen).isEqualTo(-1);
        assertThatThrownBy(params::refuseIfWrong)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refused -> assertThat(refused.wrongs())
                                .containsExactly(new Wrong("open", "choice", List.of("false, true"))));
    }
}
