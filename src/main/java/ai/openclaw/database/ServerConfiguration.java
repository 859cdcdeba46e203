package ai.openclaw.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The server's configuration, written anew at every start. Whoever wants something else says
/// `ALTER SYSTEM`, which has the last word and stays.
final class ServerConfiguration {

    private ServerConfiguration() {}

    static void write(ClusterFiles files, ServerAccount account, int port) throws IOException {
        write(files.data().resolve("postgresql.conf"), settings(port), account);
        write(files.data().resolve("pg_hba.conf"), logins(), account);
    }

    private static void write(Path file, String text, ServerAccount account) throws IOException {
        Files.deleteIfExists(file);
        ClusterFiles.writePrivately(file, text);
        account.own(file);
    }

    static String settings(int port) {
        return """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100
        password_encryption = 'scram-sha-256'

        fsync = on
        synchronous_commit = on
        full_page_writes = on

        shared_buffers = 128MB
        work_mem = 8MB
        maintenance_work_mem = 64MB
        effective_cache_size = 512MB
        random_page_cost = 1.1
        max_wal_size = 1GB
        wal_compression = on
        jit = off

        # A client that is gone must not hold locks for hours.
        tcp_keepalives_idle = 60
        idle_in_transaction_session_timeout = 5min

        log_timezone = 'UTC'
        timezone = 'UTC'
        log_line_prefix = '%%m [%%p] '
        log_min_messages = warning
        # Detail lines quote values of rows.
        log_error_verbosity = terse
        """
                .formatted(port);
    }

    private static String logins() {
        return "host all all 127.0.0.1/32 scram-sha-256\n";
    }
}
