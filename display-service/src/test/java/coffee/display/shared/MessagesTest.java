package coffee.display.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What refusals are put into words with, language beside language. */
class MessagesTest {

    private static final String KOREAN = "messages.properties";
    private static final String ENGLISH = "messages_en.properties";
    private static final String HANGUL = "\\p{IsHangul}";
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

    @Test
    void areThereInBothLanguagesAndTellOfTheSameThings() throws IOException {
        assertThat(texts(ENGLISH).keySet()).isEqualTo(texts(KOREAN).keySet());
        assertThat(places(ENGLISH)).isEqualTo(places(KOREAN));
    }

    @Test
    void areEachInTheirOwnLanguage() throws IOException {
        assertThat(texts(KOREAN))
                .isNotEmpty()
                .allSatisfy((key, text) -> assertThat(text).as(key).containsPattern(HANGUL));
        assertThat(texts(ENGLISH))
                .isNotEmpty()
                .allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank().doesNotContainPattern(HANGUL));
    }

    /** Where something is filled in, by key; which of them comes first is up to the language. */
    private static Map<String, String> places(String file) throws IOException {
        Map<String, String> places = texts(file);
        places.replaceAll((key, text) -> PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .distinct()
                .toList()
                .toString());
        return places;
    }

    private static Map<String, String> texts(String file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", file))) {
            read.load(reader);
        }
        Map<String, String> texts = new TreeMap<>();
        read.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }
}
