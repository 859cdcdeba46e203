package ai.openclaw.notify;

import ai.openclaw.base.AddressRange;
import ai.openclaw.base.CannotStart;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where webhooks may go.
///
/// @param allow `OPENCLAW_WEBHOOKS_ALLOW`: hosts and address ranges that may be reached although
///   they are private
@ConfigurationProperties("openclaw.webhooks")
record WebhookSettings(@DefaultValue List<String> allow) {

    WebhookSettings {
        allow = allow.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        for (String entry : allow) {
            if (entry.contains("/") && AddressRange.parse(entry).isEmpty()) {
                throw new CannotStart(
                        "OPENCLAW_WEBHOOKS_ALLOW has " + entry + ", which is no address range.",
                        "Write hosts such as hooks.lan and ranges such as 10.1.0.0/16.");
            }
        }
    }
}
