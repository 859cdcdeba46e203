package ai.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, 443, true",
        "example.org, example.org, 80, true",
        "example.org, example.org, 8443, false",
        "example.org, www.example.org, 443, false",
        "example.org, notexample.org, 443, false",
        "example.org, example.org.evil.test, 443, false",
        "Example.ORG, example.org, 443, true",
        "*.example.org, www.example.org, 443, true",
        "*.example.org, a.b.example.org, 443, true",
        "*.example.org, example.org, 443, false",
        "*.example.org, evilexample.org, 443, false",
        "example.org:8443, example.org, 8443, true",
        "example.org:8443, example.org, 443, false",
        "*.example.org:22, git.example.org, 22, true",
        "8.8.8.8, 8.8.8.8, 443, true",
        "'[2001:4860:4860::8888]:53', '2001:4860:4860:0:0:0:0:8888', 53, true",
        "localhost, localhost, 80, true"
    })
    void entryCoversWhatItSays(String entry, String host, int port, boolean covered) {
        assertThat(AllowedHost.parse(entry).orElseThrow().covers(host, port)).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                ".example.org",
                "example..org",
                "-example.org",
                "example-.org",
                "a.*.org",
                "**.org",
                "*.*.org",
                "https://example.org",
                "example.org/path",
                "example.org:",
                "example.org:0",
                "example.org:65536",
                "example.org:443:443",
                "user@example.org",
                "exa mple.org",
                "münchen.example",
                "127.1",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "2130706433",
                "256.1.1.1",
                "1.2.3.4.5",
                "*.1.2.3.4",
                "*.4",
                "::1",
                "[::1",
                "[fe80::1%eth0]",
                "[127.0.0.1]",
                "*.[::1]"
            })
    void whatIsNoHostIsRefused(String entry) {
        assertThat(AllowedHost.parse(entry)).isEmpty();
    }

    /// However an address is written, it is compared in one form, and no star covers it.
    @Test
    void hostsAreComparedInOneForm() {
        assertThat(AllowedHost.host("EXAMPLE.org.")).hasValue("example.org");
        assertThat(AllowedHost.host("[2001:DB8:0::1]")).hasValue("2001:db8:0:0:0:0:0:1");
        assertThat(AllowedHost.host("[::ffff:10.0.0.1]")).hasValue("10.0.0.1");
        assertThat(AllowedHost.host("example.org..")).isEmpty();
        assertThat(new AllowedHost("4", true, null).covers("1.2.3.4", 443)).isFalse();
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        for (var entry :
                new String[] {
                    "example.org", "*.example.org:22", "8.8.8.8", "[2001:db8:0:0:0:0:0:1]:99"
                }) {
            assertThat(AllowedHost.parse(entry).orElseThrow()).hasToString(entry);
        }
        assertThat(AllowedHost.of("example.org", 443)).hasToString("example.org");
        assertThat(AllowedHost.of("example.org", 8443)).hasToString("example.org:8443");
    }
}
