package coffee.display.intake;

import coffee.display.menu.MenuId;
import coffee.events.CoffeeEvent;
import coffee.events.Decoded;
import coffee.events.EventCodec;
import coffee.events.MenuChanged;
import coffee.events.OrderEvent;
import coffee.events.OrderedMenu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What one poll brought, sorted out before anything is written. */
record Poll(List<Heard> heard, List<Refused> refused, int skipped) {

    private static final EventCodec CODEC = new EventCodec();

    /** The column's size; what does not fit would be cut by INSERT IGNORE without a word. */
    private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,64}");

    /** A record that is an event. */
    record Heard(ConsumerRecord<byte[], byte[]> record, CoffeeEvent event) {}

    /** A record that can never be applied, and why. */
    record Refused(ConsumerRecord<byte[], byte[]> record, String reason) {}

    static Poll sortedOut(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Heard> heard = new ArrayList<>(records.size());
        List<Refused> refused = new ArrayList<>();
        int skipped = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                switch (CODEC.decode(type(record), record.value())) {
                    case Decoded.Known(CoffeeEvent event) -> heard.add(new Heard(record, checked(event)));
                    case Decoded.UnknownType unknown -> skipped++;
                }
            } catch (RuntimeException unreadable) {
                // Reading has no side, so whatever it throws it will throw again.
                refused.add(new Refused(record, String.valueOf(unreadable.getMessage())));
            }
        }
        return new Poll(heard, refused, skipped);
    }

    private static CoffeeEvent checked(CoffeeEvent event) {
        if (!EVENT_ID.matcher(event.id()).matches()) {
            throw new IllegalArgumentException("no event id: " + event.id());
        }
        switch (event) {
            case OrderEvent order ->
                order.menus().stream().map(OrderedMenu::menuId).forEach(Poll::menuId);
            case MenuChanged menu -> menuId(menu.menuId());
        }
        return event;
    }

    static MenuId menuId(String text) {
        return MenuId.parse(text).orElseThrow(() -> new IllegalArgumentException("no menu id: " + text));
    }

    private static @Nullable String type(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventCodec.TYPE);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
