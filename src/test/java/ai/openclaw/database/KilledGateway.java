package ai.openclaw.database;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Starts a server, commits a row, leaves another uncommitted, says the server's pid, and waits to
/// be killed.
final class KilledGateway {

    private KilledGateway() {}

    public static void main(String[] args) throws Exception {
        var server = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]));
        EmbeddedPostgresTest.execute(server.login(), "create table t as select 7 as n");
        var open = ServerIdentity.connect(server.login());
        open.setAutoCommit(false);
        open.createStatement().execute("insert into t values (8)");
        System.out.println("pid " + server.pid());
        new CountDownLatch(1).await();
    }
}
