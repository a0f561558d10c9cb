package coffee.local.junit;

import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Closes the context after its class. No other class could use it again, and it would go on working on a schema that is gone. */
class RealServersContextCloser implements TestExecutionListener, Ordered {

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void afterTestClass(TestContext context) {
        if (context.getTestClass().equals(Owner.find(context.getTestClass())) && context.hasApplicationContext()) {
            context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        }
    }
}
