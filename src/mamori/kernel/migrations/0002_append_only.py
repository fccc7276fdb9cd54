"""An audit entry, once written, stays as it is: rows and the whole table."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION kernel_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END
$$;

CREATE TRIGGER kernel_audit_append_only
BEFORE UPDATE OR DELETE ON kernel_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_rewriting();

CREATE TRIGGER kernel_audit_never_emptied
BEFORE TRUNCATE ON kernel_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_rewriting();
"""

ALLOW = """
DROP TRIGGER kernel_audit_never_emptied ON kernel_auditentry;
DROP TRIGGER kernel_audit_append_only ON kernel_auditentry;
DROP FUNCTION kernel_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, reverse_sql=ALLOW)]
