package ai.openclaw.dashboard;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/// What a form is answered with that did what it says: another page, by `GET` (303), so that a page
/// loaded again does nothing twice.
final class SeeOther {

    private SeeOther() {}

    static RedirectView at(String path) {
        var view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
