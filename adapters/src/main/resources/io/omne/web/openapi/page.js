// Without a validator, which would be somebody else's server.
SwaggerUIBundle({url: 'openapi', dom_id: '#page', deepLinking: true, validatorUrl: null});
