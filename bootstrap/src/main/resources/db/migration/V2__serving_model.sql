-- The model whose vectors readers use, for the statements of other modules.
create view serving_model as
    select id, model from embedding_models where state = 'serving';
