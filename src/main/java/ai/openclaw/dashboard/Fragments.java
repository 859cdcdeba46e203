package ai.openclaw.dashboard;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/// Parts of pages, rendered to text for a live page.
@Component
class Fragments {

    private final SpringTemplateEngine templates;

    Fragments(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    /// @param part name of a fragment in the template
    String render(String template, String part, Map<String, Object> model) {
        return templates.process(template, Set.of(part), new Context(Locale.ROOT, model));
    }
}
