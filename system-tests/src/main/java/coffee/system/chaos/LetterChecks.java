package coffee.system.chaos;

import coffee.system.chaos.Topics.Place;
import coffee.system.chaos.Topics.Told;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was put aside is what nobody can apply, and nothing else. A letter may be there twice, where its record was read twice. */
record LetterChecks(
        List<Told> orders,
        List<Told> menus,
        List<Place> orderLetters,
        List<Place> menuLetters,
        List<Place> platformLetters) {

    Stream<Finding> findings() {
        return Stream.of(
                finding("the display's dead letters of orders are the injected poison", orders, orderLetters),
                finding("the display's dead letters of menus are the injected poison", menus, menuLetters),
                finding("the data platform's dead letters are the injected poison", orders, platformLetters));
    }

    private static Finding finding(String claim, List<Told> told, List<Place> letters) {
        Set<Place> poison =
                told.stream().filter(Told::isPoison).map(Told::place).collect(Collectors.toSet());
        return new Finding(
                claim,
                poison.size() + " poison records, " + letters.size() + " letters",
                Difference.of(poison, Set.copyOf(letters), "among the letters"));
    }
}
