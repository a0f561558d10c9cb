package coffee.system.chaos;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import coffee.system.Reply;
import coffee.system.chaos.Books.Best;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** What customers see, held against the orders. */
record BoardChecks(CoffeeSystem coffee, Books books) {

    private static final ZoneId SHOP = ZoneId.of("Asia/Seoul");
    private static final int DAYS = 7;
    private static final int SHOWN = 3;

    Stream<Finding> findings() {
        List<Books.Sold> sold = books.sold();
        return Stream.of(
                new Finding(
                        "the display's counts are those of the orders, by day and menu",
                        sold.size() + " menus and days",
                        Difference.of(sold, books.counted(), "among the counts")),
                board("/display/best", "orders", SHOWN),
                board("/display/best?limit=50", "orders", Integer.MAX_VALUE),
                board("/display/best?limit=50&by=qy", "cups", Integer.MAX_VALUE),
                reconciled());
    }

    private Finding board(String path, String by, int shown) {
        List<String> wanted = books.best(today().minusDays(DAYS).toString(), by).stream()
                .limit(shown)
                .map(BoardChecks::line)
                .toList();
        Reply reply = coffee.http(Part.DISPLAY).get(path);
        List<String> found = reply.status() != 200
                ? List.of("status " + reply.status())
                : reply.json()
                        .valueStream()
                        .map(menu -> menu.get("menuId").asString() + " " + menu.get("orderCnt"))
                        .toList();
        return new Finding(
                path + " is what SQL makes of the orders",
                wanted.size() + " menus",
                wanted.equals(found) ? List.of() : List.of("shown are " + found + ", ordered were " + wanted));
    }

    private static String line(Best menu) {
        return menu.menuId() + " " + menu.orders();
    }

    private Finding reconciled() {
        Reply reply = Calm.answered(() -> Staff.compare(coffee));
        boolean agrees = reply.status() == 200
                && reply.json().get("differences").isEmpty()
                && reply.json().get("stillArriving").isEmpty();
        return new Finding(
                "the display's own reconciliation finds no difference",
                "status " + reply.status(),
                agrees ? List.of() : List.of(reply.body()));
    }

    private static LocalDate today() {
        return LocalDate.now(SHOP);
    }
}
