package coffee.local;

import coffee.local.server.Folders;
import coffee.local.server.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Where everything lies that the stack writes: {@code .local/}, with {@code data/}, {@code logs/} and {@code run/} in it. */
record Layout(Path root, Path local) {

    private static final long NEEDED_MB = 500;
    private static final long MB = 1024 * 1024;
    private static final int PASSWORD_BYTES = 12;
    private static final FileAttribute<Set<PosixFilePermission>> FOR_US_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static Layout find() {
        Path root = Root.find().path();
        String elsewhere = System.getenv("COFFEE_LOCAL_DIR");
        return new Layout(
                root,
                elsewhere == null ? root.resolve(".local") : Path.of(elsewhere).toAbsolutePath());
    }

    Path data() {
        return local.resolve("data");
    }

    Path logs() {
        return local.resolve("logs");
    }

    Path run() {
        return local.resolve("run");
    }

    /** Makes what is missing, and says what is in the way. */
    void prepare(boolean fresh) throws IOException {
        if (fresh && Files.exists(local, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(local)) {
            Files.delete(local);
        }
        for (Path folder : new Path[] {local, data(), logs(), run()}) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
                if (!fresh) {
                    throw new StackFailure(folder + " is not a folder; ./coffee up --fresh starts with an empty one");
                }
                Files.delete(folder);
            }
            Files.createDirectories(folder);
        }
        long free = Files.getFileStore(local).getUsableSpace() / MB;
        if (free < NEEDED_MB) {
            throw new StackFailure(
                    "only " + free + " MB free on the disk of " + local + ", and " + NEEDED_MB + " are needed");
        }
    }

    void forgetData() throws IOException {
        Folders.delete(data());
        Files.createDirectories(data());
    }

    /** Made once and kept, so that it is the same after a restart. */
    String staffPassword() throws IOException {
        String given = System.getenv("COFFEE_STAFF_PASSWORD");
        if (given != null && !given.isBlank()) {
            return given;
        }
        Path file = local.resolve("staff-password");
        if (!Files.isRegularFile(file) || Files.readString(file).isBlank()) {
            Files.deleteIfExists(file);
            Files.createFile(file, FOR_US_ONLY);
            Files.writeString(file, random(), StandardOpenOption.TRUNCATE_EXISTING);
        }
        return Files.readString(file).strip();
    }

    static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Only we may read it: it lets one in. */
    void writeSecret(String name, String text) throws IOException {
        Path file = run().resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, FOR_US_ONLY);
        Files.writeString(file, text);
    }
}
