package coffee.ordering.point;

import coffee.ordering.desk.Clerk;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes charges. */
@Component
class ChargeClerk implements Clerk<ChargePoints> {

    private final PointLedger ledger;

    ChargeClerk(PointLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Class<ChargePoints> commands() {
        return ChargePoints.class;
    }

    @Override
    public Decider<ChargePoints> prepare(List<ChargePoints> charges, Instant now) {
        return charge -> {
            PointLedger.Charged done = ledger.charge(charge.customerId(), charge.amount(), now);
            return new PointController.ChargeResponse(
                    done.before().won(), done.amount().won(), done.after().won());
        };
    }
}
