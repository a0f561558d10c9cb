package coffee.system.chaos;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it went.
 *
 * @param number in the history
 * @param sentNanos and answeredNanos by the clock that only goes forward
 */
record Call(
        long number,
        Request request,
        Instant sent,
        Instant answered,
        long sentNanos,
        long answeredNanos,
        Outcome outcome) {

    sealed interface Outcome {}

    /** @param replayed said to be the answer of an earlier one */
    record Answer(int status, String body, boolean replayed) implements Outcome {

        /** Final for its key. */
        boolean isDecided() {
            return status == 200 || status == 201 || status == 404 || status == 409;
        }
    }

    /** Nobody knows whether it was done. */
    record Unknown(String why) implements Outcome {}

    Optional<Answer> answer() {
        return outcome instanceof Answer answer ? Optional.of(answer) : Optional.empty();
    }

    Optional<Answer> decided() {
        return answer().filter(Answer::isDecided);
    }

    /** No answer, or one that says nothing about what was done. */
    boolean isOpen() {
        return answer().filter(answer -> answer.status() < 500).isEmpty();
    }

    boolean has(int status) {
        return answer().filter(answer -> answer.status() == status).isPresent();
    }

    Map<String, Object> line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("number", number);
        line.put("operation", request.operation().word());
        line.put("customer", request.customer());
        line.put("key", request.key());
        line.put("request", "POST " + request.path());
        line.put("body", request.body());
        line.put("sent", sent.toString());
        line.put("answered", answered.toString());
        switch (outcome) {
            case Answer answer -> {
                line.put("status", answer.status());
                line.put("answer", answer.body());
                line.put("replayed", answer.replayed());
            }
            case Unknown unknown -> line.put("unknown", unknown.why());
        }
        return line;
    }
}
