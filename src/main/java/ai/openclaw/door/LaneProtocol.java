package ai.openclaw.door;

import java.util.concurrent.Executor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// HTTP for clients that mean harm: everything has a limit, and all connections can be cut.
final class LaneProtocol extends Http11NioProtocol {

    /// Above what the relay lets through, so that nobody waits in a queue between the two.
    private static final int CONNECTIONS = 80;

    private static final int SECOND = 1_000;

    LaneProtocol(Executor executor) {
        setExecutor(executor);
        setMaxConnections(CONNECTIONS);
        setAcceptCount(CONNECTIONS);
        // Between any two bytes of a request's head, and of its body.
        setConnectionTimeout(20 * SECOND);
        setKeepAliveTimeout(60 * SECOND);
        setDisableUploadTimeout(false);
        setConnectionUploadTimeout(60 * SECOND);
        setMaxHttpRequestHeaderSize(16 * 1024);
        setMaxHttpResponseHeaderSize(16 * 1024);
        setMaxHeaderCount(100);
        setMaxTrailerSize(1024);
        setMaxExtensionSize(1024);
        setMaxSwallowSize(1024 * 1024);
        setMaxKeepAliveRequests(10_000);
        setUseSendfile(false);
    }

    void cut() {
        getEndpoint().getConnections().forEach(SocketWrapperBase::close);
    }
}
