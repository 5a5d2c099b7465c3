"""The province of Đồng Tháp for govportal."""
