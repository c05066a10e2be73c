package io.github.ccatobs.pat.notification;

/** The double is held to the contract too. */
class InMemoryToldStoreTest extends NotificationStoreContract {

    private final InMemoryToldStore store = new InMemoryToldStore();

    @Override
    protected NotificationStore open() {
        return store;
    }
}
