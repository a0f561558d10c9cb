package coffee.ordering.shared;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Guided by the coverage of our code and of Jackson, tries requests that nobody thought of. What it finds it leaves beside its
 * first requests, in {@code src/test/resources}, where {@link RequestSeedsTest} tries it from then on.
 */
class RequestFuzzIT {

    private static final RequestReading READING = new RequestReading();

    @DictionaryEntries({
        "\"customerId\":",
        "\"chargeAmt\":",
        "\"menuList\":[",
        "\"menuId\":",
        "\"qy\":",
        "\"menuNm\":",
        "\"menuPrice\":",
        "\"useYn\":",
        "\"products\":[",
        "\"productId\":",
        "\"productNm\":",
        "CUST-",
        "MENU-",
        "PROD-",
        "ORD-",
        "00000001"
    })
    @FuzzTest(maxDuration = "20s")
    void becomesACommandOrIsInvalid(byte[] request) throws Exception {
        READING.read(request);
    }
}
