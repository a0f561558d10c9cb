package coffee.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What one wants to know when everything is up. */
record Welcome(Layout layout, Stack stack) {

    List<String> lines(Duration took) throws IOException {
        String order = "http://127.0.0.1:" + PartName.ORDER.port();
        String display = "http://127.0.0.1:" + PartName.DISPLAY.port();
        return """

                The coffee system is up after %s, with %d MB resident in all processes together.

                  order-service    %s/swagger-ui.html
                  display-service  %s/swagger-ui.html
                  data platform    http://127.0.0.1:%d/orders
                  staff            user staff, password %s

                Try it:
                  curl -s -X POST %s/point -H 'Content-Type: application/json' -d '{"customerId":"CUST-00000001","chargeAmt":10000}'
                  curl -s -X POST %s/order -H 'Content-Type: application/json' -d '{"customerId":"CUST-00000001","menuList":[{"menuId":"MENU-00000001","qy":1}]}'
                  curl -s %s/display/best

                Logs are in %s, data in %s. Ctrl-C or ./coffee down stops everything.""".formatted(
                Screen.seconds(took),
                stack.residentMb(),
                order,
                display,
                PartName.DATA_PLATFORM.port(),
                layout.staffPassword(),
                order,
                order,
                display,
                layout.logs(),
                layout.data()).lines().toList();
    }
}
