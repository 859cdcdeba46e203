package ai.openclaw.auth;

import ai.openclaw.base.Home;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Leaves in the home, beside the first token, where this gateway answers on this machine: in
/// `gateway-url`. So the `openclaw` command finds it, in its container too.
@Component
class LocalAddress {

    private static final Logger log = LoggerFactory.getLogger(LocalAddress.class);

    private final String bind;
    private final Environment environment;
    private final SecretFile file;

    LocalAddress(@Value("${openclaw.bind}") String bind, Environment environment, Home home) {
        this.bind = bind;
        this.environment = environment;
        this.file = new SecretFile(home.path().resolve("gateway-url"));
    }

    @EventListener(ApplicationReadyEvent.class)
    void leave() {
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            return;
        }
        try {
            file.write("http://" + host(bind) + ":" + port);
        } catch (IOException e) {
            log.warn(
                    "The openclaw command will not find this gateway by itself: {} cannot be"
                            + " written: {}",
                    file.path(),
                    e.toString());
        }
    }

    /// Where a server is reached that listens there.
    static String host(String bind) throws UnknownHostException {
        @SuppressWarnings("AddressSelection") // The server takes the first one as well.
        var address = InetAddress.getByName(bind);
        if (address.isAnyLocalAddress()) {
            return address instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        }
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress() + "]"
                : address.getHostAddress();
    }
}
