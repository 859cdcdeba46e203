package ai.openclaw.door;

import java.util.List;

/// What a hostile program tries in a network, and says about it.
public final class Attack {

    private Attack() {}

    /// Tries to connect to each `address port`, prints one line for each that answered.
    public static String connect(List<String> targets) {
        return """
        import concurrent.futures, socket
        def reach(target):
            address, port = target.split()
            try:
                with socket.create_connection((address, int(port)), 3) as s:
                    s.sendall(b"hello\\n")
                    return "reached " + target
            except OSError as e:
                return None
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            for line in pool.map(reach, %s):
                if line: print(line)
        print("tried all")
        """
                .formatted(python(targets));
    }

    /// Asks for paths at the gateway and prints the status, content type and body of each answer.
    static String ask(List<String> requests) {
        return """
        import http.client, os
        where = os.environ["OPENCLAW_GATEWAY_URL"].removeprefix("http://")
        for request in %s:
            method, path = request.split()
            c = http.client.HTTPConnection(where, timeout=10)
            c.request(method, path)
            r = c.getresponse()
            print(request, r.status, r.getheader("content-type"), r.read().decode())
        """
                .formatted(python(requests));
    }

    private static String python(List<String> texts) {
        return texts.stream().map(t -> "'" + t + "'").toList().toString();
    }
}
