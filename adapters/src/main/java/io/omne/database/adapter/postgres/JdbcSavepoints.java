package io.omne.database.adapter.postgres;

import io.omne.database.api.Savepoints;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a savepoint by a nested transaction of Spring.
@Component
class JdbcSavepoints implements Savepoints {

    private final TransactionTemplate nested;

    JdbcSavepoints(PlatformTransactionManager transactions) {
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public void run(Runnable work) {
        nested.executeWithoutResult(_ -> work.run());
    }
}
