package io.omne.conversations.adapter.rules;

/// The verbs of what people promise, ask for and have to do.
final class Actions {

    /// Verbs that make a task by themselves. "Get", "take" and "see" are also in many sentences that are
    /// none.
    static final String VERB =
            "(?:add|answer|approve|arrange|ask|bake|book|bring|build|buy|call|cancel|change|check|clean|clear|collect"
                    + "|complete|confirm|contact|cook|create|deliver|deploy|document|draft|drop off|email"
                    + "|e-mail|feed|file|fill in|fill out"
                    + "|finali[sz]e|find|finish|fix|follow up|forward|get back to|hand in|handle|implement"
                    + "|inform|install|invite"
                    + "|investigate|look after|look into|mail|merge|message|migrate|move|order|organi[sz]e|pack"
                    + "|pay|phone|pick up|pick"
                    + "|plan|post|prepare|present|print|publish|refactor|register|release|remind|remove|renew"
                    + "|repair|replace|reply|reserve"
                    + "|return|review|ring|rotate|schedule|send|set up|share|ship|sign|sort out|speak (?:to"
                    + "|with)|submit|take care of"
                    + "|talk (?:to|with)(?! (?:you|ya|u|y'all)\\b)|test|text|transfer|update|upgrade|upload"
                    + "|wash|water|write)";

    private Actions() {}
}
