package ai.openclaw.egress;

import ai.openclaw.agent.AllowedHost;
import java.io.IOException;
import java.time.Duration;

/// What CONNECT opens. The first thing through it has to be a TLS client that asks for the very
/// host that it was opened for; before that nothing is connected to. Then bytes pass, both ways.
record Tunnel(Line line, Intake in, Way way, EgressSettings settings) {

    private static final Duration HELLO = Duration.ofSeconds(10);
    private static final int PIECE = 16 * 1024;

    /// @return the way out, when the client has said what it has to
    Leg open() throws IOException, Refused {
        line.within(HELLO);
        var hello = ClientHello.read(in);
        check(hello);
        var outside = way.connect(line, settings.connect());
        line.moveWithin(settings.silence(), false);
        outside.write(hello.raw());
        return outside;
    }

    private void check(ClientHello hello) throws Refused {
        String name = hello.serverName();
        var target = way.target();
        if (name == null) {
            // RFC 6066: there is no such name for an address.
            if (!target.isAddress()) {
                throw new Refused(
                        Why.OTHER_NAME,
                        "TLS names no server (SNI), and has to name " + target.host() + ".");
            }
        } else if (!AllowedHost.host(name).filter(target.host()::equals).isPresent()) {
            throw new Refused(
                    Why.OTHER_NAME,
                    "TLS names another server (SNI) than CONNECT, which is " + target.host() + ".");
        }
    }

    /// Passes bytes until both sides have said all, or one of them is gone.
    void pass(Leg outside) throws InterruptedException {
        var up = Thread.ofVirtual().start(() -> copy(in, outside));
        copy(new Intake(outside), line.inside());
        up.join();
    }

    private void copy(Intake from, Leg to) {
        byte[] piece = new byte[PIECE];
        try {
            int count;
            while ((count = from.read(piece, PIECE)) > 0) {
                to.write(piece, 0, count);
            }
            to.endOutput();
        } catch (IOException e) {
            line.close();
        }
    }
}
