package coffee.ordering.dataplatform;

import coffee.events.EventCodec;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** The outside data platform. By the event's id it knows a repeat. */
@FeignClient(name = DataPlatform.NAME, url = "${coffee.data-platform.url}", configuration = DataPlatformWire.class)
interface DataPlatform {

    String NAME = "data-platform";

    /**
     * @throws OrderRefused where the platform will never take it
     * @throws NoAnswer where it may take it another time
     */
    @PostMapping(path = "/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
    void take(@RequestHeader(EventCodec.ID) String eventId, @RequestBody PaidOrder order);
}
