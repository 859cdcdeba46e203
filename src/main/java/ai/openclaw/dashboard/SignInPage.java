package ai.openclaw.dashboard;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The sign-in page; `auth` takes what it sends.
@Controller
class SignInPage {

    @GetMapping("/sign-in")
    String show(
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(required = false) @Nullable String next,
            @Nullable Principal who,
            Model model) {
        if (who != null) {
            return "redirect:/";
        }
        model.addAttribute("failed", failed != null);
        model.addAttribute("out", out != null);
        model.addAttribute("next", next == null ? "" : next);
        return "sign-in";
    }
}
