package coffee.local.junit;

import coffee.local.server.StackFailure;
import java.util.Locale;

/** Where test servers come from. */
interface Infra {

    Server mariaDb(String name);

    Server kafka(String name);

    String user();

    String password();

    /** Which way was taken, and why, in a sentence. */
    String description();

    /** One running server, whatever it runs in. */
    interface Server extends AutoCloseable {

        String address();

        void start();

        void stop();

        void kill();

        void pause();

        void resume();

        /** Ends it and forgets its data. */
        @Override
        void close();
    }

    /** What {@code COFFEE_TEST_INFRA} asks for. */
    enum Choice {
        AUTO,
        LOCAL,
        DOCKER;

        static Choice fromEnvironment() {
            String value = System.getenv().getOrDefault("COFFEE_TEST_INFRA", "auto");
            try {
                return valueOf(value.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new StackFailure("COFFEE_TEST_INFRA is '" + value + "': docker, local or auto", unknown);
            }
        }
    }
}
