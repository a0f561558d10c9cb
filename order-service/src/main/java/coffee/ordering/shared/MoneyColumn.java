package coffee.ordering.shared;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Money is a BIGINT in every table. */
@Converter(autoApply = true)
class MoneyColumn implements AttributeConverter<Money, Long> {

    @Override
    public Long convertToDatabaseColumn(@Nullable Money money) {
        return requireNonNull(money, "money").won();
    }

    @Override
    public Money convertToEntityAttribute(@Nullable Long won) {
        return new Money(requireNonNull(won, "won"));
    }
}
