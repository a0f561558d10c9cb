package coffee.ordering.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The words of all answers. What one language lacked, it would borrow from the other. */
class MessagesTest {

    private static final String HANGUL = "\\p{IsHangul}";

    private final Properties korean = words("messages.properties");
    private final Properties english = words("messages_en.properties");

    MessagesTest() throws IOException {}

    @Test
    void bothLanguagesHaveWordsForTheSame() {
        assertThat(english.stringPropertyNames())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(korean.stringPropertyNames());
    }

    @Test
    void eachSpeaksItsOwnLanguage() {
        assertThat(korean.values())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.toString()).containsPattern(HANGUL));
        assertThat(english.values())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.toString()).doesNotContainPattern(HANGUL));
    }

    private static Properties words(String file) throws IOException {
        return PropertiesLoaderUtils.loadProperties(new EncodedResource(new ClassPathResource(file), UTF_8));
    }
}
