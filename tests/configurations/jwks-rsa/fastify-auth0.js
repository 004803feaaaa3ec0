fastify.register(require('fastify-auth0-verify'), { domain: 'shop.example.com', audience: 'orders' });
