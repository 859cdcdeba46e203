package ai.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.base.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// The launcher with real servers, as the account that runs the tests: root on some machines.
class EmbeddedPostgresTest {

    private static final Path BINARIES = Path.of("target/postgres-binaries").toAbsolutePath();

    @TempDir static Path template;
    @TempDir Path home;

    @BeforeAll
    static void makeCluster() {
        EmbeddedPostgres.start(template.resolve("postgres"), BINARIES).close();
    }

    @BeforeEach
    void copyCluster() throws Exception {
        copy(template.resolve("postgres"), root());
    }

    @AfterEach
    void endServers() {
        ServerProcesses.in(root().resolve("cluster/data")).stop();
    }

    @Test
    void theServerIsDurableClosedAndItsPasswordsAreSecret() throws Exception {
        try (var server = EmbeddedPostgres.start(root(), BINARIES)) {
            var superuser = server.superuser("postgres");
            assertThat(query(superuser, "show fsync")).isEqualTo("on");
            assertThat(query(superuser, "show data_checksums")).isEqualTo("on");
            assertThat(query(superuser, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(superuser, "show unix_socket_directories")).isEmpty();
            assertThat(query(server.login(), "select rolsuper from pg_roles where rolname = user"))
                    .isEqualTo("f");
            var stranger = new Login(server.login().jdbcUrl(), "openclaw", "guess");
            assertThatThrownBy(() -> query(stranger, "select 1")).isInstanceOf(SQLException.class);

            for (var account : List.of("postgres", "openclaw")) {
                Path file = root().resolve(account + ".password");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                String password = Files.readString(file).strip();
                assertThat(password).hasSize(64);
                assertThat(Files.readString(root().resolve("postgres.log")))
                        .doesNotContain(password);
                assertThat(Files.readString(proc(server).resolve("cmdline")))
                        .doesNotContain(password);
            }
        }
    }

    @Test
    void theServerHasNoPowersEvenIfWeAreRoot() throws Exception {
        try (var server = EmbeddedPostgres.start(root(), BINARIES)) {
            boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
            var uid = Files.getAttribute(proc(server), "unix:uid");
            assertThat(uid).isNotEqualTo(0);
            if (root) {
                assertThat(Files.readString(proc(server).resolve("status")))
                        .containsPattern("CapEff:\\s+0+\\n")
                        .containsPattern("CapBnd:\\s+0+\\n")
                        .containsPattern("NoNewPrivs:\\s+1\\n")
                        .containsPattern("Groups:\\s*\\n");
            }
            var superuser = server.superuser("postgres");
            execute(superuser, "create table ran (uid int)");
            execute(superuser, "copy ran from program 'id -u'");
            assertThat(query(superuser, "select uid from ran")).isEqualTo(uid.toString());
        }
    }

    @Test
    void whatWasCommittedIsThereAfterStopAndStartOnTheSamePort() throws Exception {
        String url;
        long pid;
        try (var first = EmbeddedPostgres.start(root(), BINARIES)) {
            execute(first.login(), "create table t as select 7 as n");
            url = first.login().jdbcUrl();
            pid = first.pid();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        try (var second = EmbeddedPostgres.start(root(), BINARIES)) {
            assertThat(query(second.login(), "select n from t")).isEqualTo("7");
            assertThat(second.login().jdbcUrl()).isEqualTo(url);
        }
    }

    @Test
    void theServerOfAKilledGatewayIsAdopted() throws Exception {
        long pid = leaveBehind();

        try (var adopted = EmbeddedPostgres.start(root(), BINARIES)) {
            assertThat(adopted.pid()).isEqualTo(pid);
            assertThat(query(adopted.login(), "select n from t")).isEqualTo("7");
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerIsReplacedWithoutLoss() throws Exception {
        long pid = leaveBehind();
        signal("STOP", pid);

        try (var server = EmbeddedPostgres.start(root(), BINARIES)) {
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(query(server.login(), "select n from t")).isEqualTo("7");
        }
    }

    @Test
    void aServerThatDiedIsReplacedThoughItsPidBelongsToAnotherProgram() throws Exception {
        long pid = leaveBehind();
        signal("KILL", pid);
        await().until(() -> !ServerProcesses.in(root().resolve("cluster/data")).any());
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path file = root().resolve("cluster/data/postmaster.pid");
            var text = Files.readString(file);
            Files.writeString(file, text.replaceFirst("^\\d+", "" + stranger.pid()));

            try (var server = EmbeddedPostgres.start(root(), BINARIES)) {
                assertThat(query(server.login(), "select n from t")).isEqualTo("7");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void theServerOfACopiedHomeIsNotTakenForOurs() throws Exception {
        Path copy = home.resolve("copy");
        copy(root(), copy);
        try (var original = EmbeddedPostgres.start(root(), BINARIES)) {
            Files.copy(
                    root().resolve("cluster/data/postmaster.pid"),
                    copy.resolve("cluster/data/postmaster.pid"));

            try (var other = EmbeddedPostgres.start(copy, BINARIES)) {
                assertThat(other.pid()).isNotEqualTo(original.pid());
                assertThat(other.login().jdbcUrl()).isNotEqualTo(original.login().jdbcUrl());
            }
            assertThat(query(original.login(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedNamingBoth() throws Exception {
        Files.writeString(root().resolve("cluster/data/PG_VERSION"), "14\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(root(), BINARIES))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("belongs to Postgres 14")
                .hasMessageContaining("brings Postgres 15.");
    }

    @Test
    void aServerThatCannotStartShowsTheEndOfItsLog() throws Exception {
        FileSystemUtils.deleteRecursively(root().resolve("cluster/data/global"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(root(), BINARIES))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("global");
    }

    @Test
    void aClusterThatCannotBeMadeShowsWhatInitdbSaid() throws Exception {
        Path fake = Files.createDirectory(home.resolve("programs"));
        Path bin = Files.createDirectory(fake.resolve("bin"));
        var ownerAndAll = PosixFilePermissions.fromString("rwxr-xr-x");
        Path initdb = Files.writeString(bin.resolve("initdb"), NO_SPACE);
        Files.setPosixFilePermissions(initdb, ownerAndAll);
        Files.setPosixFilePermissions(bin, ownerAndAll);
        Files.setPosixFilePermissions(fake, ownerAndAll);
        var files = new ClusterFiles(Files.createDirectory(home.resolve("new")));
        var programs = new ServerPrograms(fake, files.account());

        assertThatThrownBy(() -> new ClusterCreation(files, programs).run())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("No space left on device");
        assertThat(files.cluster()).doesNotExist();
        assertThat(files.root().resolve("cluster.new")).doesNotExist();
    }

    private static final String NO_SPACE =
            """
            #!/bin/sh
            echo 'initdb: error: could not write file: No space left on device'
            exit 1
            """;

    private Path root() {
        return home.resolve("postgres");
    }

    private static void copy(Path from, Path to) throws Exception {
        var cp = List.of("cp", "-a", from.toString(), to.toString());
        assertThat(new ProcessBuilder(cp).start().waitFor()).isZero();
    }

    /// A gateway of another process starts the server, writes and is killed.
    ///
    /// @return the server's pid
    private long leaveBehind() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var call =
                List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx128m",
                        KilledGateway.class.getName(),
                        root().toString(),
                        BINARIES.toString());
        var gateway =
                new ProcessBuilder(call).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = gateway.inputReader()) {
            String line = Objects.requireNonNull(out.readLine());
            while (!line.startsWith("pid ")) {
                line = Objects.requireNonNull(out.readLine());
            }
            gateway.destroyForcibly().waitFor();
            long pid = Long.parseLong(line.substring(4));
            assertThat(ProcessHandle.of(pid)).isPresent();
            return pid;
        }
    }

    private static void signal(String name, long pid) {
        ServerProcesses.signal(ProcessHandle.of(pid).orElseThrow(), name);
    }

    private static Path proc(EmbeddedPostgres server) {
        return Path.of("/proc", "" + server.pid());
    }

    static String query(Login login, String sql) throws SQLException {
        try (var connection = login.connect(Duration.ofSeconds(5), Map.of());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    static void execute(Login login, String sql) throws SQLException {
        try (var connection = login.connect(Duration.ofSeconds(5), Map.of());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
