package coffee.system.chaos;

import coffee.system.chaos.Books.Remembered;
import coffee.system.chaos.Call.Answer;
import coffee.system.chaos.Stories.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One key, one effect, one answer. */
record KeyChecks(Stories stories, Map<String, Remembered> remembered) {

    private static final int REUSED = 422;
    private static final List<Integer> EXPECTED = List.of(200, 404, 409, REUSED, 503);

    Stream<Finding> findings() {
        long keys = stories.all().count();
        String looked = keys + " keys";
        return Stream.of(
                new Finding("all answers to a key are equal, status and every byte", looked, each(KeyChecks::unequal)),
                new Finding("a key was decided for one request only", looked, each(KeyChecks::twoRequests)),
                new Finding("of the answers to a key at most one is not a replay", looked, each(KeyChecks::twoEffects)),
                new Finding("every key has an answer after healing", looked, each(KeyChecks::undecided)),
                new Finding("no answer has a status that nobody foresaw", looked, each(KeyChecks::unexpected)),
                new Finding(
                        "the answers remembered in the database are those that were given, and no others",
                        looked,
                        Stream.concat(each(this::rememberedOtherwise).stream(), rememberedForNobody().stream())
                                .toList()));
    }

    private interface Look {
        Stream<String> at(Story story);
    }

    private List<String> each(Look look) {
        return stories.all().flatMap(look::at).toList();
    }

    private static Stream<String> unequal(Story story) {
        List<String> answers = story.decisions().stream()
                .flatMap(call -> call.answer().stream())
                .map(answer -> answer.status() + " " + answer.body())
                .distinct()
                .toList();
        return answers.size() < 2 ? Stream.empty() : Stream.of(story.key() + ": " + String.join(" and ", answers));
    }

    private static Stream<String> twoRequests(Story story) {
        List<String> decided = story.decisions().stream()
                .map(call -> call.request().meaning())
                .distinct()
                .toList();
        List<String> against = new ArrayList<>();
        if (decided.size() > 1) {
            against.add(story.key() + " was answered for " + String.join(" and for ", decided));
        }
        story.calls().stream()
                .filter(call ->
                        call.has(REUSED) && decided.contains(call.request().meaning()))
                .forEach(call -> against.add(story.key() + ": call " + call.number()
                        + " was told that the key was used for another request, and it was used for this one"));
        return against.stream();
    }

    private static Stream<String> twoEffects(Story story) {
        List<Long> first = story.decisions().stream()
                .filter(call -> call.answer().filter(Answer::replayed).isEmpty())
                .map(Call::number)
                .toList();
        return first.size() < 2 ? Stream.empty() : Stream.of(story.key() + " was done anew by calls " + first);
    }

    private static Stream<String> undecided(Story story) {
        return story.decided().isPresent()
                ? Stream.empty()
                : Stream.of(story.key() + ": " + story.calls().getLast());
    }

    private static Stream<String> unexpected(Story story) {
        return story.calls().stream()
                .filter(call -> call.answer()
                        .filter(answer -> !EXPECTED.contains(answer.status()))
                        .isPresent())
                .map(call -> "call " + call.number() + ": " + call.outcome());
    }

    private Stream<String> rememberedOtherwise(Story story) {
        Remembered row = remembered.get(story.digest());
        return story.decided().stream()
                .filter(answer -> row == null
                        || row.status() != answer.status()
                        || !row.body().equals(answer.body()))
                .map(answer -> story.key() + " was answered " + answer + ", remembered is " + row);
    }

    private List<String> rememberedForNobody() {
        Map<String, Remembered> left = new TreeMap<>(remembered);
        stories.all().forEach(story -> left.remove(story.digest()));
        return left.values().stream()
                .map(row -> "remembered and asked by nobody: " + row)
                .toList();
    }
}
