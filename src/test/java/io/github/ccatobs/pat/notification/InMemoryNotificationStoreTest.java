package io.github.ccatobs.pat.notification;

/** The double is held to the contract too. */
class InMemoryNotificationStoreTest extends NotificationStoreContract {

    private final InMemoryNotificationStore store = new InMemoryNotificationStore();

    @Override
    protected NotificationStore open() {
        return store;
    }
}
