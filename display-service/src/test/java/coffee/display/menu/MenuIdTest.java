package coffee.display.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MenuIdTest {

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(usual);
    }

    /** Egypt's digits are others. */
    @Test
    void isWrittenTheSameInEveryLanguage() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));

        assertThat(new MenuId(1).toString()).isEqualTo("MENU-00000001");
        assertThat(MenuId.parse(new MenuId(1234567890).toString())).contains(new MenuId(1234567890));
    }
}
