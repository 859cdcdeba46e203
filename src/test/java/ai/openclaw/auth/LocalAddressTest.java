package ai.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.database.TestPostgres;
import ai.openclaw.worker.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "172.17.0.2, 172.17.0.2",
        "0.0.0.0, 127.0.0.1",
        "localhost, 127.0.0.1",
        "::, [::1]"
    })
    void aServerIsReachedWhereItListens(String bind, String host) throws Exception {
        assertThat(LocalAddress.host(bind)).isEqualTo(host);
    }

    @Test
    void aGatewayThatIsReadyHasLeftItsAddress() throws Exception {
        try (var gateway = new TestGateway(TestPostgres.freshDatabase(), folder.resolve("h"), 1)) {
            assertThat(folder.resolve("h/gateway-url"))
                    .hasContent(
                            "http://127.0.0.1:"
                                    + gateway.context
                                            .getEnvironment()
                                            .getProperty("local.server.port"));
        }
    }
}
