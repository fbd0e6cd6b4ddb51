package io.omne.embedding.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.IndexedModels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Handles the commands that claim texts of the backlog and renew or give back claims, each in one transaction.
@Component
class BacklogClaimCommands {

    private final IndexedModels models;
    private final ModelChanges changes;
    private final BacklogClaims claims;
    private final ClaimedTexts texts;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;

    BacklogClaimCommands(
            IndexedModels models,
            ModelChanges changes,
            BacklogClaims claims,
            ClaimedTexts texts,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.models = models;
        this.changes = changes;
        this.claims = claims;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Claims handle(BacklogStep.Claim command) {
        return new Claims(command.next(), isNext(command) ? claimed(command) : List.of());
    }

    private List<Claim> claimed(BacklogStep.Claim command) {
        IndexedModel next = command.next();
        Instant now = clock.now();
        claims.loseExpired(next, TextFailure.MOST_LOSSES, TextFailure.INSTANCE_LOST, now);
        int allowed = changes.allowed(next, command.limit(), now);
        if (allowed == 0) {
            return List.of();
        }
        Map<TextKey, Long> tokens =
                claims.claim(next, texts.sources(), command.lane(), allowed, now, now.plus(settings.lease()));
        List<Claim> claimed = texts.read(next, tokens, now);
        List<Claim> soon = Claims.soonDone(claimed, claim -> claim.text().length());
        claims.giveBack(next, Claim.tokens(claimed.subList(soon.size(), claimed.size())), now);
        changes.pay(next, soon.size(), now);
        return soon;
    }

    @CommandHandler
    void handle(BacklogStep.GiveBack command) {
        if (isNext(command)) {
            claims.giveBack(command.next(), command.tokens(), clock.now());
        }
    }

    @CommandHandler
    void handle(BacklogStep.Renew command) {
        if (isNext(command)) {
            claims.renew(command.next(), command.tokens(), clock.now().plus(settings.lease()));
        }
    }

    private boolean isNext(BacklogStep step) {
        return step.next().equals(models.lock().next());
    }
}
