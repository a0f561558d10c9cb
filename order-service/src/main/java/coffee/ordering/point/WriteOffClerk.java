package coffee.ordering.point;

import coffee.ordering.desk.Clerk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes off what has expired. */
@Component
class WriteOffClerk implements Clerk<WriteOff> {

    private final PointLedger ledger;

    WriteOffClerk(PointLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Class<WriteOff> commands() {
        return WriteOff.class;
    }

    @Override
    public Decider<WriteOff> prepare(List<WriteOff> commands, Instant now) {
        return command -> Map.of("expiredLots", ledger.writeOffExpired(command.customerId(), now));
    }
}
