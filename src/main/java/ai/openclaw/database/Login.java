package ai.openclaw.database;

/// How to reach a database: address and account. Prints without the password.
record Login(String jdbcUrl, String username, String password) {

    @Override
    public String toString() {
        return username + " at " + jdbcUrl;
    }
}
