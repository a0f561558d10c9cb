package coffee.ordering.hostile;

import coffee.local.openapi.Contract;
import coffee.local.openapi.Door;
import java.util.List;
import java.util.function.Predicate;

/** Every door that the service has, for requests that are made at all of them: a new one is tried without being named here. */
record Doors(Contract contract) {

    List<String> like(String description) {
        return switch (description) {
            case "every door" -> lines(door -> true);
            case "every door that reads a body" -> lines(Door::readsABody);
            case "every door that reads no body" -> lines(door -> !door.readsABody());
            case "every door for staff, without saying who" ->
                lines(Door::isForStaff).stream()
                        .map(line -> line.replace(" as staff", ""))
                        .toList();
            default -> throw new IllegalArgumentException("no doors are called: " + description);
        };
    }

    private List<String> lines(Predicate<Door> wanted) {
        return contract.doors().stream()
                .filter(wanted)
                .map(door -> door.method() + " " + door.exampleAddress() + (door.isForStaff() ? " as staff" : ""))
                .toList();
    }
}
