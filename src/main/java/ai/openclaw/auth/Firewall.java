package ai.openclaw.auth;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/// Spring Security's strict firewall, but for two characters that a file which a task left may have
/// in its name: `%` and `;`. They may come encoded; a raw `;` would begin a path parameter, with
/// which servlet containers and security chains have read one path as two different ones.
@Component
class Firewall extends StrictHttpFirewall {

    Firewall() {
        setAllowUrlEncodedPercent(true);
        setAllowSemicolon(true);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request)
            throws RequestRejectedException {
        if (request.getRequestURI().indexOf(';') >= 0) {
            throw new RequestRejectedException("a raw semicolon in the path");
        }
        return super.getFirewalledRequest(request);
    }
}
