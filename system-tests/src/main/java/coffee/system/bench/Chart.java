package coffee.system.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few lines over one axis, drawn as SVG.
 *
 * @param name of the file, without its ending
 * @param across what the horizontal axis says
 * @param up what the vertical axis says
 * @param ticks where the horizontal axis is labelled; its ends are the first and the last
 */
record Chart(String name, String title, String across, String up, List<Tick> ticks, List<Line> lines) {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 80;
    private static final int RIGHT = 50;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final int STEPS = 5;
    private static final List<String> COLOURS = List.of("#1f6f8b", "#c8553d", "#588157");

    record Tick(double at, String label) {}

    record Point(double x, double y) {}

    record Line(String label, List<Point> points) {}

    /** Labelled from 0 on, about ten times. */
    static List<Tick> evenTicks(double to, String unit) {
        double step = nice(to / 10);
        return IntStream.rangeClosed(0, (int) Math.ceil(to / step))
                .mapToObj(i -> new Tick(i * step, number(i * step) + unit))
                .toList();
    }

    String svg() {
        List<String> parts = new ArrayList<>();
        parts.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
                        .formatted(WIDTH, HEIGHT));
        parts.add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>".formatted(WIDTH, HEIGHT));
        parts.add(text(LEFT, 22, "start", "<tspan font-size=\"15\">" + escaped(title) + "</tspan>"));
        double step = nice(highest() / STEPS);
        double top = step * STEPS;
        for (int i = 0; i <= STEPS; i++) {
            double y = y(i * step, top);
            parts.add(rule(LEFT, y, WIDTH - RIGHT, y));
            parts.add(text(LEFT - 6, y + 4, "end", number(i * step)));
        }
        for (Tick tick : ticks) {
            parts.add(rule(x(tick.at()), TOP, x(tick.at()), HEIGHT - BOTTOM));
            parts.add(text(x(tick.at()), HEIGHT - BOTTOM + 16, "middle", escaped(tick.label())));
        }
        parts.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", escaped(across)));
        parts.add("<g transform=\"rotate(-90 16 %d)\">%s</g>"
                .formatted(HEIGHT / 2, text(16, HEIGHT / 2.0, "middle", escaped(up))));
        for (int i = 0; i < lines.size(); i++) {
            parts.add(drawn(lines.get(i), COLOURS.get(i % COLOURS.size()), top));
            parts.add("<g fill=\"%s\">%s</g>"
                    .formatted(
                            COLOURS.get(i % COLOURS.size()),
                            text(
                                    LEFT + i * 240.0,
                                    44,
                                    "start",
                                    "■ " + escaped(lines.get(i).label()))));
        }
        return String.join("\n", parts) + "\n</svg>\n";
    }

    private String drawn(Line line, String colour, double top) {
        return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>"
                .formatted(
                        colour,
                        line.points().stream()
                                .map(point -> fixed(x(point.x())) + "," + fixed(y(point.y(), top)))
                                .collect(Collectors.joining(" ")));
    }

    private double x(double at) {
        double first = ticks.getFirst().at();
        return LEFT + (at - first) / (ticks.getLast().at() - first) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double at, double top) {
        return HEIGHT - BOTTOM - at / top * (HEIGHT - TOP - BOTTOM);
    }

    private double highest() {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .filter(y -> y > 0)
                .max()
                .orElse(1);
    }

    /** The next of 1, 2, 5, 10, 20, 50, … that is not below it. */
    private static double nice(double least) {
        double ten = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (least <= factor * ten) {
                return factor * ten;
            }
        }
        return 10 * ten;
    }

    private static String rule(double x1, double y1, double x2, double y2) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#ddd\"/>"
                .formatted(fixed(x1), fixed(y1), fixed(x2), fixed(y2));
    }

    private static String text(double x, double y, String anchor, String what) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>".formatted(fixed(x), fixed(y), anchor, what);
    }

    private static String fixed(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String number(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, "%.2f", number);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
