package coffee.ordering.customer;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.ErrorCode;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers over HTTP. */
@Tag(name = "customer")
@RestController
class CustomerController {

    private final Registration registration;

    CustomerController(Registration registration) {
        this.registration = registration;
    }

    @Operation(summary = "Become a customer, with a welcome gift of points")
    @Refuses(ErrorCode.CUSTOMER_EXISTS)
    @PostMapping(
            path = "/customer",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    CustomerResponse register(@RequestBody CustomerRequest request) {
        Registration.Registered registered = registration.register(request.parsed());
        return new CustomerResponse(
                registered.customerId().toString(), registered.points().won());
    }

    record CustomerRequest(
            @Schema(
                    description = "An id of one's own choice; without one, the next free one is given",
                    example = "CUST-00000100",
                    types = {"string", "null"})
            @Nullable
            String customerId) {

        @Nullable
        CustomerId parsed() {
            return customerId == null ? null : Fields.one("customerId", customerId, CustomerId::parse);
        }
    }

    record CustomerResponse(
            String customerId,

            @Schema(description = "The welcome gift", example = "10000")
            long point) {}
}
