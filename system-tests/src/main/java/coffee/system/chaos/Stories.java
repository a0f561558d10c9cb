package coffee.system.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import coffee.system.chaos.Call.Answer;
import coffee.system.chaos.Request.KeyId;
import coffee.system.chaos.Request.Operation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The history by its keys. */
final class Stories {

    private static final int DIGEST_BYTES = 16;

    private final Map<KeyId, Story> byKey;

    Stories(List<Call> calls) {
        this.byKey = calls.stream()
                .filter(call -> call.request().operation() != Operation.REGISTER)
                .collect(groupingBy(call -> call.request().keyId(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(story -> new Story(story.getKey(), story.getValue()))
                .collect(Collectors.toMap(Story::key, story -> story, (first, second) -> first, LinkedHashMap::new));
    }

    Stream<Story> all() {
        return byKey.values().stream();
    }

    /** Those that were done, not refused. */
    Stream<Story> done(Operation operation) {
        return all().filter(story -> story.key().operation() == operation)
                .filter(story ->
                        story.decided().filter(answer -> answer.status() == 200).isPresent());
    }

    Stream<Story> refused() {
        return all().filter(story ->
                story.decided().filter(answer -> answer.status() != 200).isPresent());
    }

    /** All that happened with one key. */
    record Story(KeyId key, List<Call> calls) {

        List<Call> decisions() {
            return calls.stream().filter(call -> call.decided().isPresent()).toList();
        }

        /** The answer for good; where there are several, the first that came. */
        Optional<Answer> decided() {
            return calls.stream().flatMap(call -> call.decided().stream()).findFirst();
        }

        /** What was decided on: of two requests with one key it is the one that was not refused for the key. */
        Request request() {
            return calls.stream()
                    .filter(call -> call.decided().isPresent())
                    .findFirst()
                    .orElse(calls.getFirst())
                    .request();
        }

        /** Nothing can have happened before. */
        long firstSentNanos() {
            return calls.stream().mapToLong(Call::sentNanos).min().orElseThrow();
        }

        /** Everything had happened by then. */
        long firstDecidedNanos() {
            return decisions().stream().mapToLong(Call::answeredNanos).min().orElse(Long.MAX_VALUE);
        }

        Set<String> meanings() {
            return calls.stream().map(call -> call.request().meaning()).collect(Collectors.toSet());
        }

        /** By what the database knows it: half a SHA-256 of customer, operation and key. */
        String digest() {
            String text = key.customer() + " " + key.operation().word() + " " + key.key();
            try {
                byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
                return HexFormat.of().formatHex(Arrays.copyOf(whole, DIGEST_BYTES));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }
}
