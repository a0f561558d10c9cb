package coffee.ordering.customer;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.ErrorCode;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
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
    @Refuses({ErrorCode.CUSTOMER_EXISTS, ErrorCode.CONTENT_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE})
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

    record CustomerRequest(@Nullable String customerId) {

        @Nullable
        CustomerId parsed() {
            return customerId == null ? null : Fields.one("customerId", customerId, CustomerId::parse);
        }
    }

    record CustomerResponse(String customerId, long point) {}
}
