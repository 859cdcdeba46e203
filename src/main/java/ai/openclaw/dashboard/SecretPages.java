package ai.openclaw.dashboard;

import ai.openclaw.agent.Agents;
import ai.openclaw.base.Caller;
import ai.openclaw.base.Conflict;
import ai.openclaw.base.InvalidRequest;
import ai.openclaw.secret.SecretRequest;
import ai.openclaw.secret.SecretView;
import ai.openclaw.secret.Secrets;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/// The names of secrets, and who gets them. A value that was typed is on no page, not even where it
/// was refused.
@Controller
@RequestMapping("/secrets")
class SecretPages {

    private final Secrets secrets;
    private final Agents agents;
    private final Clock clock;

    SecretPages(Secrets secrets, Agents agents, Clock clock) {
        this.secrets = secrets;
        this.agents = agents;
        this.clock = clock;
    }

    /// A secret, or a name that an agent waits for.
    ///
    /// @param agents that name it
    /// @param madeBy empty if it is not there
    /// @param made null if it is not there
    record SecretRow(String name, List<String> agents, String madeBy, @Nullable Moment made) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "") String name, Model model) {
        return list(model, name, null);
    }

    @PostMapping
    String put(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String value,
            Principal who,
            Model model) {
        try {
            secrets.put(name.strip(), new SecretRequest(unix(value)), Caller.name(who));
            return "redirect:/secrets";
        } catch (InvalidRequest | Conflict e) {
            return list(model, name, e.getMessage());
        }
    }

    @PostMapping("/{name}/removal")
    RedirectView remove(@PathVariable String name, Principal who) {
        secrets.remove(name, Caller.name(who));
        return SeeOther.at("/secrets");
    }

    private String list(Model model, String name, @Nullable String refusal) {
        model.addAttribute("rows", rows());
        model.addAttribute("name", name);
        model.addAttribute("refusal", refusal);
        return "secrets";
    }

    private List<SecretRow> rows() {
        var now = clock.instant();
        var named = new TreeMap<String, List<String>>();
        for (var agent : agents.list()) {
            for (String it :
                    Objects.requireNonNullElse(agent.spec().secrets(), List.<String>of())) {
                named.computeIfAbsent(it, _ -> new ArrayList<>()).add(agent.name());
            }
        }
        Map<String, SecretView> there =
                secrets.list().stream().collect(Collectors.toMap(SecretView::name, it -> it));
        there.keySet().forEach(it -> named.putIfAbsent(it, List.of()));
        return named.entrySet().stream()
                .map(it -> row(it.getKey(), it.getValue(), there.get(it.getKey()), now))
                .toList();
    }

    private static SecretRow row(
            String name, List<String> agents, @Nullable SecretView it, Instant now) {
        return it == null
                ? new SecretRow(name, agents, "", null)
                : new SecretRow(name, agents, it.madeBy(), Moment.of(it.madeAt(), now));
    }

    /// Browsers send lines as Windows ends them, and a key file with such lines is none.
    private static String unix(String text) {
        return text.replace("\r\n", "\n");
    }
}
