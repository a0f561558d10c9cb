package coffee.local.junit;

import coffee.local.server.Binaries;
import coffee.local.server.Folders;
import coffee.local.server.KafkaServer;
import coffee.local.server.MariaDbServer;
import coffee.local.server.Part;
import coffee.local.server.Ports;
import coffee.local.server.Program;
import coffee.local.server.StackFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Servers as processes of this machine. */
record LocalInfra(Binaries binaries, Path folder, String description) implements Infra {

    private static final System.Logger LOG = System.getLogger(LocalInfra.class.getName());

    @Override
    public Server mariaDb(String name) {
        Path data = data(name);
        return started(name, data, new MariaDbServer(binaries, data, Ports.free(), "coffee"));
    }

    @Override
    public Server kafka(String name) {
        Path data = data(name);
        return started(name, data, new KafkaServer(binaries, data, Ports.free(), Ports.free()));
    }

    @Override
    public String user() {
        return MariaDbServer.USER;
    }

    @Override
    public String password() {
        return MariaDbServer.PASSWORD;
    }

    private Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    private Server started(String name, Path data, Program program) {
        Part part = new Part(
                name,
                program,
                folder.resolve("logs"),
                folder.resolve("run"),
                end -> LOG.log(System.Logger.Level.WARNING, end));
        LocalServer server = new LocalServer(part, data);
        server.start();
        return server;
    }

    private record LocalServer(Part part, Path data) implements Server {

        @Override
        public String address() {
            return Ports.HOST + ":" + part.port();
        }

        @Override
        public void start() {
            part.start();
        }

        @Override
        public void stop() {
            part.stop();
        }

        @Override
        public void kill() {
            part.kill();
        }

        @Override
        public void pause() {
            part.pause();
        }

        @Override
        public void resume() {
            part.resume();
        }

        /** Its data is thrown away, so there is nothing to wait for it to write. */
        @Override
        public void close() {
            part.kill();
            part.close();
            try {
                Folders.delete(data);
            } catch (IOException failed) {
                throw new StackFailure("cannot delete " + data, failed);
            }
        }
    }
}
