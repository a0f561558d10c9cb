package coffee.system.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The figures as a table on the screen, as a page, and as JSON, and the drawings beside the page. */
record Report(List<Figure> figures, List<Chart> charts) {

    void print(PrintStream out) {
        out.println();
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-11s %-58s %18s  %-16s %s%n",
                    figure.section(),
                    figure.what(),
                    figure.valueInWords(),
                    figure.goalInWords(),
                    figure.verdict());
        }
        out.println();
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), page());
        for (Chart chart : charts) {
            Files.writeString(folder.resolve(chart.name() + ".svg"), chart.svg());
        }
        Files.writeString(
                folder.resolve("report.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json()));
    }

    private String page() {
        StringBuilder page = new StringBuilder("# What was measured\n\n")
                .append(Machine.describe())
                .append("\n\n| | what | value | goal | |\n| --- | --- | --- | --- | --- |\n");
        for (Figure figure : figures) {
            page.append("| ")
                    .append(String.join(
                            " | ",
                            figure.section(),
                            figure.what(),
                            figure.valueInWords(),
                            figure.goalInWords(),
                            figure.verdict()))
                    .append(" |\n");
        }
        for (Chart chart : charts) {
            page.append("\n![%s](%s.svg)\n".formatted(chart.title(), chart.name()));
        }
        return page.toString();
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", Machine.describe());
        json.put("figures", figures.stream().map(Report::json).toList());
        return json;
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("section", figure.section());
        json.put("what", figure.what());
        json.put("value", figure.value());
        json.put("unit", figure.unit());
        figure.goal().ifPresent(goal -> {
            json.put(goal.atLeast() ? "atLeast" : "atMost", goal.limit());
            json.put("reached", goal.isMetBy(figure.value()));
        });
        return json;
    }
}
