package coffee.local.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where the keeper listens, and the word that lets one in; or why it could not begin. */
record Announcement(int port, String token, String failure) {

    private static final int FIELDS = 3;

    static Announcement ready(int port, String token) {
        return new Announcement(port, token, "");
    }

    static Announcement failed(String why) {
        return new Announcement(0, "", why.replaceAll("\\s+", " "));
    }

    static Path in(Path folder) {
        return folder.resolve("keeper");
    }

    static Announcement read(Path file) throws IOException {
        List<String> fields = List.of(Files.readString(file).strip().split("\t", FIELDS));
        if (fields.size() < FIELDS - 1 || !fields.getFirst().matches("\\d{1,5}")) {
            throw new IOException(file + " is damaged");
        }
        return new Announcement(
                Integer.parseInt(fields.getFirst()), fields.get(1), fields.size() < FIELDS ? "" : fields.getLast());
    }

    /** Written aside and renamed, so that nobody reads half of it. */
    void write(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, port + "\t" + token + "\t" + failure + "\n");
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
