package coffee.local.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB 11.4 on a data directory of its own. */
public record MariaDbServer(Binaries binaries, Path data, int port, String database) implements Program {

    public static final String USER = "coffee";
    public static final String PASSWORD = "coffee";

    /**
     * What decides how it behaves, here and in a container alike. Real durability; and ids and keys are equal when their bytes are,
     * which utf8mb4_bin says once for all tables, so that no key in capitals finds the answer of another.
     */
    public static final List<String> SETTINGS = List.of(
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--transaction-isolation=READ-COMMITTED",
            "--default-time-zone=+00:00",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=256M",
            "--innodb-log-file-size=256M",
            "--max-connections=300",
            "--table-open-cache=400",
            "--skip-name-resolve",
            // A certificate of its own would cost two seconds at every start, for connections that never leave the
            // machine.
            "--skip-ssl");

    /** The help texts and the sys schema are left out: nobody reads them here, and they take longest. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    /** @param address host and port */
    public static String url(String address, String database) {
        return "jdbc:mariadb://" + address + "/" + database;
    }

    @Override
    public void prepare(Errands errands) throws IOException {
        Path home = binaries.mariaDb();
        File server = home.resolve("bin/mariadbd").toFile();
        if (!server.canExecute() && !server.setExecutable(true)) {
            throw new StackFailure("cannot make " + server + " executable");
        }
        Files.createDirectories(temporary());
        if (Files.exists(data)) {
            requireOurs();
        } else {
            make(home, errands);
        }
    }

    /** Made aside and renamed: a data directory that exists is whole. */
    private void make(Path home, Errands errands) throws IOException {
        Path aside = data.resolveSibling(data.getFileName() + ".new");
        Folders.delete(aside);
        Files.createDirectories(aside);
        Path script = aside.resolve("bootstrap.sql");
        Files.writeString(script, bootstrap(home));
        List<String> command = server(home, aside);
        command.addAll(List.of(
                "--bootstrap",
                "--log-warnings=0",
                "--max-allowed-packet=8M",
                "--net-buffer-length=16K",
                "--innodb-flush-log-at-trx-commit=0"));
        errands.run(command, script);
        Files.delete(script);
        Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private String bootstrap(Path home) throws IOException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
        for (String script : SYSTEM_TABLES) {
            sql.append(Files.readString(home.resolve("share").resolve(script))).append('\n');
        }
        return sql.append("FLUSH PRIVILEGES;\n")
                .append("CREATE DATABASE " + database + ";\n")
                .append("CREATE USER " + USER + "@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "';\n")
                .append("GRANT ALL ON *.* TO " + USER + "@'127.0.0.1' WITH GRANT OPTION;\n")
                .toString();
    }

    private void requireOurs() {
        if (!Files.isRegularFile(data.resolve("ibdata1")) || !Files.isDirectory(data.resolve("mysql"))) {
            throw new StackFailure(
                    data + " is not a MariaDB data directory any more; --fresh starts with an empty one");
        }
    }

    @Override
    public List<String> command() {
        List<String> command = server(binaries.mariaDb(), data);
        command.add("--port=" + port);
        command.add("--bind-address=" + Ports.HOST);
        // Relative to the data directory: the path of a socket may not be longer than about a hundred characters.
        command.add("--socket=mariadb.sock");
        command.add("--pid-file=mariadb.pid");
        return command;
    }

    /** Of its own: a server that starts deletes whatever temporary tables it finds, another server's too. */
    private Path temporary() {
        return data.resolveSibling(data.getFileName() + ".tmp");
    }

    private List<String> server(Path home, Path data) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/mariadbd").toString());
        command.add("--no-defaults");
        command.add("--basedir=" + home);
        command.add("--lc-messages-dir=" + home.resolve("share"));
        command.add("--datadir=" + data);
        command.add("--tmpdir=" + temporary());
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        command.addAll(SETTINGS);
        return command;
    }

    @Override
    public boolean answers() {
        return Probe.mariaDbAnswers(Ports.HOST, port);
    }
}
