package coffee.display.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.RequestGroupInfo;
import org.apache.coyote.Response;
import org.apache.coyote.UpgradeToken;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP but for one thing. Its processors serve one connection after the other, and one that has met a request without a version (as
 * in HTTP/0.9) answers the next one that it cannot read without a head. Such a processor is given up here; to keep none at all would cost more
 * than a quick answer does. Public, since Tomcat makes it by its name.
 */
public final class ForgetfulHttp extends Http11NioProtocol {

    /** Where the first line could not be read at all, there is no saying: null. */
    static boolean isWithoutVersion(Request request) {
        return "".equals(request.protocol().getString());
    }

    @Override
    protected Processor createProcessor() {
        return new Forgetful();
    }

    /** Passes everything on to a processor of Tomcat's, and to a new one where that has seen too much. */
    private final class Forgetful implements Processor {

        private Watch watch = new Watch(getAdapter());
        private Http11Processor processor = new Http11Processor(ForgetfulHttp.this, watch);

        @Override
        public void recycle() {
            if (watch.hasSeenTooMuch) {
                RequestGroupInfo counted =
                        processor.getRequest().getRequestProcessor().getGlobalProcessor();
                processor.getRequest().getRequestProcessor().setGlobalProcessor(null);
                watch = new Watch(getAdapter());
                processor = new Http11Processor(ForgetfulHttp.this, watch);
                processor.getRequest().getRequestProcessor().setGlobalProcessor(counted);
            } else {
                processor.recycle();
            }
        }

        @Override
        public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
            return processor.process(socket, event);
        }

        @Override
        public UpgradeToken getUpgradeToken() {
            return processor.getUpgradeToken();
        }

        @Override
        public boolean isUpgrade() {
            return processor.isUpgrade();
        }

        @Override
        public boolean isAsync() {
            return processor.isAsync();
        }

        @Override
        public void timeoutAsync(long now) {
            processor.timeoutAsync(now);
        }

        @Override
        public Request getRequest() {
            return processor.getRequest();
        }

        @Override
        public void setSslSupport(@Nullable SSLSupport ssl) {
            processor.setSslSupport(ssl);
        }

        @Override
        public ByteBuffer getLeftoverInput() {
            return processor.getLeftoverInput();
        }

        @Override
        public void pause() {
            processor.pause();
        }

        @Override
        public boolean checkAsyncTimeoutGeneration() {
            return processor.checkAsyncTimeoutGeneration();
        }
    }

    /** Stands between a processor and the rest of the server, and sees every request that could be read. */
    private static final class Watch implements Adapter {

        private final Adapter server;
        private volatile boolean hasSeenTooMuch;

        private Watch(Adapter server) {
            this.server = server;
        }

        @Override
        public void service(Request request, Response response) throws Exception {
            hasSeenTooMuch |= isWithoutVersion(request);
            server.service(request, response);
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return server.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
            return server.asyncDispatch(request, response, event);
        }

        @Override
        public void log(Request request, Response response, long time) {
            server.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            server.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return server.getDomain();
        }
    }
}
