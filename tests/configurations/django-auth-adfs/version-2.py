AUTH_ADFS = {
    'AUDIENCE': ['api://orders', '2d4d11a2-f814-46a7-890a-274a72a7309e'],
    'CLIENT_ID': '2d4d11a2-f814-46a7-890a-274a72a7309e',
    'TENANT_ID': '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11',
    'VERSION': 'v2.0',
    'JWT_LEEWAY': 20,
}
