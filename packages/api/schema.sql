-- The schema as the migrations leave it. Written by a test (vitest -u); read its difference in review.

domain access_roles
  text[]
  constraint roles_are_known CHECK ((((cardinality(VALUE) >= 1) AND (cardinality(VALUE) <= 6)) AND (array_position(VALUE, NULL::text) IS NULL) AND (VALUE <@ ARRAY['app'::text, 'operator'::text, 'approver'::text, 'finance'::text, 'admin'::text, 'auditor'::text])))

domain caller_identity
  text
  constraint identity_is_known CHECK ((VALUE ~ '^((person|key):[0-9a-f-]{36}|name:.+)$'::text))

domain currency_code
  text
  constraint currency_is_upper_case CHECK ((VALUE ~ '^[A-Z][A-Z0-9]{2,11}$'::text))

domain exact_amount
  numeric
  constraint amount_has_at_most_12_decimals CHECK ((scale(trim_scale(VALUE)) <= 12))
  constraint amount_is_finite CHECK ((VALUE <> ALL (ARRAY['NaN'::numeric, 'Infinity'::numeric, '-Infinity'::numeric])))

domain money_book
  text
  constraint book_is_known CHECK ((VALUE = ANY (ARRAY['real'::text, 'simulated'::text])))

domain service_mode
  text
  constraint mode_is_known CHECK ((VALUE = ANY (ARRAY['realtime'::text, 'batch'::text])))

domain whole_quantity
  numeric
  constraint quantity_is_finite CHECK ((VALUE <> ALL (ARRAY['NaN'::numeric, 'Infinity'::numeric, '-Infinity'::numeric])))
  constraint quantity_is_whole CHECK ((VALUE = trunc(VALUE)))

function account_at_lender(uuid,uuid,smallint)
  returns text, security definer, body 74615309480e177bdab5f841c5ddcd7f

function accounting_date_for(timestamp with time zone,uuid,money_book)
  returns date, body 5598d1e59d1fc7ed7fc60ed9f3a064de

function asks_for_two_people(uuid,uuid)
  returns boolean, security definer, body d303c45c00b022294f1f72bc64fdbbc9

function bucket_key(text,text,text,text,text,boolean)
  returns bigint, body d41d8cd98f00b204e9800998ecf8427e

function catalog_facts(price_entry)
  returns catalog_model, body 1b3cc8c301f804f8592471eeec84c931

function check_accounting_date()
  returns trigger, body ab65dbce249478fc0d59d23748a7c7ba

function check_charge_total()
  returns trigger, body e542f6d0c9a1fa5f059c76d28af21853

function check_close()
  returns trigger, body c14bbc11d6e7e0428a19da981b5a2b84

function check_correction()
  returns trigger, body 027e0257fd88dca618f2f48749803a30

function check_hard_close()
  returns trigger, body 8c0b0f31cfe6d3757a514d41bf52d690

function check_ledger_balance()
  returns trigger, body 197eb42e90c3dfa0f3bfb0e42867f88d

function check_prepaid_lots()
  returns trigger, body c1fd2e06a78b256cb6e897ceb0fc984d

function check_standing()
  returns trigger, body 50d2eb3d2c0d3d76c70f6037a4c40a12

function component_conditions(jsonb)
  returns jsonb, body a7520ee65bd3180e6d4fd51d611275cf

function conclude_running(uuid,uuid,uuid,bigint,jsonb)
  returns boolean, body 26b4cc888f7bd164f3de342fcdd62fe3

function condition_values(jsonb)
  returns text[], body 6f1680c6dfdd45fdfa56add07d48f52d

function correct_spent(uuid,uuid,integer,numeric,timestamp with time zone,text)
  returns void, body bb05ac7d74f0201dac2182834163e5a7

function count_revocation()
  returns trigger, security definer, body 167be5976ebdf450bb873af10acfcc1e

function covered_transactions(uuid)
  returns uuid[], security definer, body 08caf6d121a12f1ef1e55652f16c4701

function doubt_days_on(uuid,date)
  returns smallint, security definer, body 10d342685fcaca3e103a903a3d2db83d

function doubt_decidable_at(uuid,uuid)
  returns timestamp with time zone, body d552681b9dc7be1fc40ced4199bd6b2a

function drafted_prices(uuid)
  returns price_entry, body 52ce784d44b559b49bba51811a38973d

function enqueue(text,jsonb,text,integer)
  returns void, security definer, body a26e1a5a4de4e4be07adfd055dd0407f

function exact_product(numeric)
  returns numeric, body 3eb6d2f5e7ee95ed566dd6cdda54dac3

function find_lender()
  returns trigger, security definer, body dc1c52e2a4f29d728d3176318c380ecf

function fold_rollups(bigint)
  returns bigint, body 7624db4f7792ff7cf29a151890139d8c

function gaps_in_coverage(price_change_set)
  returns record, body 5143172d01666d6972b311b5af822277

function guard_append_only(regclass)
  returns void, body faf3696828b6e35f0739b94171e03a4f

function guard_tenant_table(regclass,text)
  returns void, body b7edbf5beb1a775a9ac22ad461ac6d87

function held_budgets(uuid,uuid)
  returns record, body 6666badfb35ca3580e63c6cb3fb7da32

function hold_posting_lock(uuid,money_book)
  returns void, body 29f2547e13ab4cfa5823410051ff60cc

function image_outcomes(uuid,uuid,integer,integer)
  returns text[], body c9659e18ed110a1fdba5da320e07acc3

function is_confirmed(price_change_set,uuid,text,text)
  returns boolean, body 697d6ca71fdfd9831b972674c4330e64

function is_enqueued(text)
  returns boolean, security definer, body 7523074378aaf54983493192ac9c523e

function is_flat(jsonb)
  returns boolean, body bacea1566f0c9f4026f51bd1a9041304

function is_one_of(text,text[])
  returns boolean, body a18394131c5cf27775a75b754cc6a252

function is_published_now(uuid,uuid,timestamp with time zone)
  returns boolean, body fedfb9c1ab513c08662b773f961aaa4c

function is_soft_closed(uuid,money_book,date)
  returns boolean, body 45373874f93f013358148bac60dbdca2

function is_unambiguous(jsonb)
  returns boolean, body ac787c9f9be8ad72fb3f89ad815bd46a

function keep_attempt_outcome()
  returns trigger, body aaecf44c014197423c54431cf1886caa

function keep_change_set_course()
  returns trigger, body e8aab64efe2f737c13041292a9903dbd

function keep_confirmed_beforehand()
  returns trigger, body f260b59ef55263e31f17ee91b9dd8149

function keep_doubt_decision()
  returns trigger, body 966282f3d0e01971fce91bcca2404d33

function keep_drafts_of_drafts()
  returns trigger, body df8399bfee2991bc05cc0cd30e8106f2

function keep_final_charge()
  returns trigger, body fbc7bbeacb0f824c804ce400ae4ba650

function keep_final_status()
  returns trigger, body 0632a4e724b2f0cd8a78f91e9586eaf3

function keep_image()
  returns trigger, body d533670fb2f28c37ed312f9c0b93edd9

function keep_import_course()
  returns trigger, body 8e5b6b11224a1526e2fc9f75bf5a666a

function keep_item()
  returns trigger, body 415ee15ee98061d3a82d9c807b01059c

function keep_line_item_map()
  returns trigger, body 914a83a6b34b109043210de43e47fbb7

function keep_lot_chain()
  returns trigger, body 51f6bd3c0b900e7ac5abbaca84aa8a1d

function keep_lot_course()
  returns trigger, body b2b7f1b9ed8aa340d5f5c3f9c1e316bf

function keep_margins_in_sell_books()
  returns trigger, body 025a652715b1c96c2dc79788084a7997

function keep_period_course()
  returns trigger, body a0daf6a24d1ed6af99a7dcf21adbf211

function keep_periods_apart()
  returns trigger, body cbf69c9927e7eae7c1c45c3f449ed5e0

function keep_policy()
  returns trigger, body e2e7eaec811f4e91fde3b1ebe4288e5f

function keep_proposal()
  returns trigger, body 7a79b635281e833adb1a62523c2cb612

function keep_published_together()
  returns trigger, body 9fa73701f1003fdaeccf28de68d1899b

function keep_received_file()
  returns trigger, body 3ab6934c64fdaf0aaaf24f7d19e50bbb

function keep_reconciliation()
  returns trigger, body 7bfb68bba78ce36b83dcfd9139bd7c52

function keep_refund_course()
  returns trigger, body 7f274a496e771c2ad44cc14f57a0249e

function keep_resolution()
  returns trigger, body 220237ba367d51215817746666adba1a

function keep_revocation()
  returns trigger, body b6cb866305748d899f95a3e7e2b2047e

function keep_run_course()
  returns trigger, body 35444fe3b4e3b118d25130e65e85b0e8

function keep_stated()
  returns trigger, body 9ffc045674729ba4e4023af65d4d7983

function known_before(price_change_set)
  returns price_entry, body c47acb1b7e793ffcd61e809ff9c7bfa7

function lag_hours_on(uuid,date)
  returns smallint, body 6e976f7db4b8b3d799b06a93f236e8e5

function line_adds_up(numeric,numeric,numeric,numeric,numeric,numeric)
  returns boolean, body 080edab92fbcfc90a51d825f390a86f1

function line_key(text,text,text,text)
  returns bigint, body d41d8cd98f00b204e9800998ecf8427e

function lines_of_an_import()
  returns trigger, body 3915a25ef9020c01f54bd76f74f79456

function lock_generation(uuid,uuid,uuid)
  returns jsonb, body 4ceedd57bc1a26b8b11cf05e6684b1ec

function named_parameter(jsonb,jsonb,text)
  returns text, body c38b43150a30a95ac8210460586c7376

function note_regrouping_by_images()
  returns trigger, body 3806cf7d35b0f74d95a2fb5939d9816d

function note_regrouping_by_reply()
  returns trigger, body baa5bf8b69bead23cc85fe65f1e0c321

function note_regrouping_by_verdict()
  returns trigger, body 3b41fc613730897d09ece25f8b98e07e

function note_unfolded_posting()
  returns trigger, body 74cd68d1942d8693e68dc743416d9437

function only_close_known()
  returns trigger, body 1481bfe7c8f7489e832ed711881ed6e0

function open_from(uuid,money_book)
  returns date, body e4bb6a7558a3b307f483d267d8385f3c

function open_generation(uuid,bigint,jsonb)
  returns jsonb, body 6f2f07758b48d217f7235b257d662334

function partly_priced(price_change_set)
  returns record, body 4e6ba7486e16f7a2a3493c46a8890af3

function period_state(uuid,money_book,date)
  returns text, body 8d8f33f5add58896d175981fa5097453

function person_behind(text)
  returns text, body 0dcea882001fa4fe100a2b9ce7b84b8a

function pin_ledger(uuid,money_book,timestamp with time zone)
  returns timestamp with time zone, body 2e922df2e86320af57c7bfbf347b2a7c

function post_for_lender(ledger_tx,uuid,jsonb)
  returns void, security definer, body bbfa2089ba6804ba06d0c71cbb56c25b

function post_transaction(jsonb,jsonb)
  returns void, body dae195519835c542380a7add4b9fd529

function prices_off_neighbour(price_change_set)
  returns record, body ff1cec9dae806fe15a5ca10a4d016a00

function prices_off_predecessor(price_change_set)
  returns record, body 38fcdc0873987d8b15481c2f4bb0ccff

function provider_account_of(uuid,text,text,uuid,timestamp with time zone)
  returns uuid, body 7d0e74bd895c3815182467ee212a825d

function raise_price_book_version()
  returns trigger, security definer, body bb98c7a559ed4bc1a369dd127265764d

function rated_by(price_entry)
  returns jsonb, body def2678c0962f57372af5c894ea6be56

function read_generation(uuid,uuid,text)
  returns jsonb, body 3119aa9a331f62b89cefb9fb5a1c0293

function refuse_change()
  returns trigger, body 35635fcc6b26c5de969a52f7296a7005

function refuse_late_entry()
  returns trigger, body 46dd6d71ba4a88f7960484bb153dde25

function refuse_late_offer()
  returns trigger, body 9e3e3ec66922c9eb2a319d6dcd845059

function refuse_publication()
  returns trigger, body 2b9c0e0cc74a46ff742560576aea1b8d

function rerating_asks_for_two_people(uuid)
  returns boolean, body 6e0d93496750914586e91bedeee34fc1

function reserve_in_budget(uuid,uuid,integer,numeric)
  returns numeric, body 24280a48e5fc2891242f46544c70ff10

function seed_stages()
  returns trigger, body 7206bec52cad3636070574a11e88ea3d

function settle_hold(uuid,uuid,text,numeric,timestamp with time zone,text)
  returns void, body 2c8e030ece1d20004eef7c0da20a5e96

function settle_in_budget(uuid,uuid,integer,numeric,numeric)
  returns void, body 6e474fab1327e6c8166942f66c42a889

function share_line(numeric,numeric,boolean,text[])
  returns record, body 5ad8eaf13ca3c7ab0c41f2e02eb36ccc

function share_posting_lock(uuid,money_book)
  returns void, body 75c270bb7f47869a5855083cdbe8a0ca

function size_tier(jsonb,text)
  returns text, body 4baab08d923c9455adce612053e52ef0

function spread_budget(uuid,uuid)
  returns void, body 21deb5dcc293e5198b1b81ecf9cfe4b9

function stamp_publication()
  returns trigger, body e6408f62203a70fd3d07bfcf9f2edb72

function stamp_transaction()
  returns trigger, body aeefb0d9a73aecdba389f1c91d422704

function state_standing(uuid,timestamp with time zone,boolean,uuid[])
  returns void, security definer, body 152c51579296b3c9237f936323d146bb

function stated_transactions(uuid[],timestamp with time zone)
  returns record, security definer, body 1f72f9e74ae24c660a3f3f5dc6dc7a50

function store_quote(uuid,bigint,jsonb,jsonb,jsonb)
  returns boolean, body bc87d51c71816da2ebf683665159ba54

function take_hold(uuid,uuid,uuid,text,text,numeric,timestamp with time zone,integer,text)
  returns numeric, body 67c7af65f63e97cceb8bd3e1a57d5e15

function tenfold_prices(jsonb,jsonb)
  returns record, body 700eec9aac494a82bcfecc1ea20ae764

function undrafted_prices(price_change_set)
  returns record, body a76edb2f16e6c5328a2bb0e47eb52026

function unfold_rollups()
  returns void, body 06d5a3378d2562bb270b14340999f017

function unfolded_shares(bigint)
  returns ledger_share, body 9b6293f9a2cae47813f09175cb62e544

function unit_prices(jsonb)
  returns record, body 856746f08f0ae4bd35aad2911fca704b

function unpriced_meters(price_change_set)
  returns record, body 1e2048264cd1ddc019ebe2cb5189e081

function utc_day(timestamp with time zone)
  returns date, body 161ae74c3d6374a108ea2a51c44e3b46

function write_conclusion(jsonb)
  returns void, body 200c4e2c18bf88b58fbd107f8be7403d

function write_inputs(jsonb)
  returns void, body eab554d798217a89ffdc78eb484def0f

function write_quote(jsonb,jsonb,jsonb)
  returns void, body b758fd89d44b104b6bdd89e1c1ce799b

function zero_prices(price_change_set)
  returns record, body 317da09ffd348495fd8559e93ca8a30a

table api_key
  workspace_id uuid not null
  id uuid not null
  name text not null
  prefix text not null
  secret_sha256 bytea not null
  roles access_roles not null
  created_by text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone
  revoked_at timestamp with time zone
  last_used_at timestamp with time zone
  holder caller_identity not null
  constraint a_key_is_held_by_a_person_or_a_key CHECK (((holder)::text ~ '^(person|key):'::text))
  constraint api_key_created_by_check CHECK ((created_by <> ''::text))
  constraint api_key_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint api_key_pkey PRIMARY KEY (workspace_id, id)
  constraint api_key_prefix_check CHECK ((prefix ~ '^[0-9a-z]{12}$'::text))
  constraint api_key_prefix_key UNIQUE (prefix)
  constraint api_key_secret_sha256_check CHECK ((octet_length(secret_sha256) = 32))
  constraint api_key_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  TRIGGER never_deleted BEFORE DELETE ON public.api_key FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.api_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER revocation_stands BEFORE UPDATE ON public.api_key FOR EACH ROW EXECUTE FUNCTION keep_revocation()
  TRIGGER revocations_are_counted AFTER UPDATE OF revoked_at ON public.api_key FOR EACH ROW WHEN ((old.revoked_at IS DISTINCT FROM new.revoked_at)) EXECUTE FUNCTION count_revocation()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (last_used_at), UPDATE (revoked_at) to halfpenny_service
  grant INSERT, SELECT, UPDATE (last_used_at), UPDATE (revoked_at) to halfpenny_system

table attachment
  workspace_id uuid not null
  sha256 text not null
  file_name text not null
  bytes bigint not null
  brought_by caller_identity not null
  brought_by_name text not null
  brought_at timestamp with time zone not null
  constraint attachment_brought_by_name_check CHECK ((brought_by_name <> ''::text))
  constraint attachment_bytes_check CHECK ((bytes > 0))
  constraint attachment_file_name_check CHECK (((char_length(file_name) >= 1) AND (char_length(file_name) <= 255)))
  constraint attachment_pkey PRIMARY KEY (workspace_id, sha256)
  constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint attachment_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.attachment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.attachment FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table budget
  workspace_id uuid not null
  id uuid not null
  book money_book not null
  currency currency_code not null
  period tstzrange not null
  limit_amount exact_amount not null
  slots smallint not null
  created_at timestamp with time zone not null
  scope text not null default 'workspace'::text
  scope_id uuid
  counts text not null default 'cost'::text
  constraint a_narrower_budget_names_its_own CHECK (((scope = 'workspace'::text) = (scope_id IS NULL)))
  constraint budget_counts_check CHECK ((counts = ANY (ARRAY['cost'::text, 'sell-price'::text])))
  constraint budget_limit_amount_check CHECK (((limit_amount)::numeric >= (0)::numeric))
  constraint budget_pkey PRIMARY KEY (workspace_id, id)
  constraint budget_scope_check CHECK ((scope = ANY (ARRAY['workspace'::text, 'api_key'::text, 'template'::text])))
  constraint budget_slots_check CHECK (((slots >= 1) AND (slots <= 64)))
  constraint budget_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint one_budget_at_a_time EXCLUDE USING gist (workspace_id WITH =, book WITH =, currency WITH =, COALESCE(scope_id, workspace_id) WITH =, period WITH &&)
  constraint period_is_half_open CHECK (((NOT isempty(period)) AND lower_inc(period) AND (NOT lower_inf(period)) AND (NOT upper_inc(period))))
  TRIGGER never_deleted BEFORE DELETE ON public.budget FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.budget FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (limit_amount) to halfpenny_service
  grant INSERT, SELECT, UPDATE (limit_amount) to halfpenny_system

table budget_slot
  workspace_id uuid not null
  budget_id uuid not null
  slot smallint not null
  share exact_amount not null
  held exact_amount not null default 0
  spent exact_amount not null default 0
  constraint budget_slot_held_check CHECK (((held)::numeric >= (0)::numeric))
  constraint budget_slot_pkey PRIMARY KEY (workspace_id, budget_id, slot)
  constraint budget_slot_slot_check CHECK ((slot >= 0))
  constraint budget_slot_workspace_id_budget_id_fkey FOREIGN KEY (workspace_id, budget_id) REFERENCES budget(workspace_id, id)
  TRIGGER never_deleted BEFORE DELETE ON public.budget_slot FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.budget_slot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (held), UPDATE (share), UPDATE (spent) to halfpenny_service
  grant INSERT, SELECT, UPDATE (held), UPDATE (share), UPDATE (spent) to halfpenny_system

table catalog_model
  provider text not null
  model text not null
  mode service_mode not null
  meters text[] not null
  unlisted_meters text[] not null
  qualities text[] not null
  sizes text[] not null
  maker text
  shut_down timestamp with time zone
  constraint catalog_model_maker_check CHECK ((maker <> ''::text))
  constraint catalog_model_model_check CHECK ((model <> ''::text))
  constraint catalog_model_pkey PRIMARY KEY (provider, model, mode)
  constraint catalog_model_provider_check CHECK ((provider <> ''::text))
  grant SELECT to halfpenny_service
  grant DELETE, INSERT, SELECT to halfpenny_system

table charge
  workspace_id uuid not null
  generation_id uuid not null
  side text not null
  state text not null
  currency currency_code not null
  total exact_amount
  price_entry_id uuid
  constraint charge_pkey PRIMARY KEY (workspace_id, generation_id, side)
  constraint charge_price_entry_id_fkey FOREIGN KEY (price_entry_id) REFERENCES price_entry(id)
  constraint charge_side_check CHECK ((side = ANY (ARRAY['charge'::text, 'cost'::text])))
  constraint charge_state_check CHECK ((state = ANY (ARRAY['held'::text, 'settled'::text, 'estimated'::text, 'unbilled'::text, 'in_doubt'::text, 'void'::text])))
  constraint charge_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint total_is_known_exactly_when_final CHECK (((total IS NOT NULL) = (state = ANY (ARRAY['settled'::text, 'estimated'::text, 'void'::text]))))
  constraint void_is_zero CHECK (((state <> 'void'::text) OR ((total)::numeric = (0)::numeric)))
  INDEX charge_not_settled ON public.charge USING btree (workspace_id, state, generation_id) WHERE ((side = 'charge'::text) AND (state <> 'settled'::text))
  INDEX charge_to_be_stated ON public.charge USING btree (workspace_id, generation_id) WHERE (state = ANY (ARRAY['in_doubt'::text, 'unbilled'::text, 'estimated'::text, 'void'::text]))
  TRIGGER final_charge_stands BEFORE UPDATE ON public.charge FOR EACH ROW EXECUTE FUNCTION keep_final_charge()
  TRIGGER never_deleted BEFORE DELETE ON public.charge FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.charge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CONSTRAINT TRIGGER total_is_the_sum_of_lines AFTER INSERT OR UPDATE ON public.charge DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_charge_total()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (currency), UPDATE (price_entry_id), UPDATE (state), UPDATE (total) to halfpenny_service
  grant INSERT, SELECT, UPDATE (currency), UPDATE (price_entry_id), UPDATE (state), UPDATE (total) to halfpenny_system

table charge_correction
  workspace_id uuid not null
  generation_id uuid not null
  side text not null
  number smallint not null
  state text not null
  currency currency_code not null
  total exact_amount not null
  difference exact_amount not null
  price_entry_id uuid
  lines jsonb not null
  reason text not null
  evidence jsonb
  recorded_at timestamp with time zone not null
  constraint a_chain_of_corrections_never_forks PRIMARY KEY (workspace_id, generation_id, side, number)
  constraint charge_correction_lines_check CHECK ((jsonb_typeof(lines) = 'array'::text))
  constraint charge_correction_number_check CHECK ((number >= 1))
  constraint charge_correction_price_entry_id_fkey FOREIGN KEY (price_entry_id) REFERENCES price_entry(id)
  constraint charge_correction_reason_check CHECK ((reason = ANY (ARRAY['late-result'::text, 'estimate-known'::text, 'statement'::text, 'price-amended'::text, 'not-stated'::text])))
  constraint charge_correction_state_check CHECK ((state = ANY (ARRAY['settled'::text, 'estimated'::text, 'void'::text])))
  constraint charge_correction_workspace_id_generation_id_side_fkey FOREIGN KEY (workspace_id, generation_id, side) REFERENCES charge(workspace_id, generation_id, side)
  constraint void_is_zero CHECK (((state <> 'void'::text) OR ((total)::numeric = (0)::numeric)))
  TRIGGER correction_follows_its_chain AFTER INSERT ON public.charge_correction FOR EACH ROW EXECUTE FUNCTION check_correction()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.charge_correction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.charge_correction FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table charge_line
  workspace_id uuid not null
  generation_id uuid not null
  side text not null
  position smallint not null
  meter text not null
  label text
  quantity whole_quantity not null
  unit_price exact_amount not null
  per whole_quantity not null
  multiplier whole_quantity not null default 1
  divisor whole_quantity not null default 1
  amount exact_amount not null
  rounded boolean not null
  constraint amount_is_that_of_its_line CHECK (line_adds_up((amount)::numeric, (quantity)::numeric, (unit_price)::numeric, (per)::numeric, (multiplier)::numeric, (divisor)::numeric))
  constraint charge_line_divisor_check CHECK (((divisor)::numeric > (0)::numeric))
  constraint charge_line_meter_check CHECK ((meter <> ''::text))
  constraint charge_line_multiplier_check CHECK (((multiplier)::numeric >= (0)::numeric))
  constraint charge_line_per_check CHECK (((per)::numeric > (0)::numeric))
  constraint charge_line_pkey PRIMARY KEY (workspace_id, generation_id, side, "position")
  constraint charge_line_position_check CHECK (("position" >= 0))
  constraint charge_line_quantity_check CHECK (((quantity)::numeric >= (0)::numeric))
  constraint charge_line_workspace_id_generation_id_side_fkey FOREIGN KEY (workspace_id, generation_id, side) REFERENCES charge(workspace_id, generation_id, side)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.charge_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.charge_line FOR EACH ROW EXECUTE FUNCTION refuse_change()
  CONSTRAINT TRIGGER total_is_the_sum_of_lines AFTER INSERT ON public.charge_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_charge_total()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table charge_standing
  workspace_id uuid not null
  charge_id uuid not null
  number smallint not null
  standing text not null
  run_id uuid not null
  stands_since timestamp with time zone not null
  constraint charge_standing_number_check CHECK ((number >= 1))
  constraint charge_standing_pkey PRIMARY KEY (workspace_id, charge_id, number)
  constraint charge_standing_standing_check CHECK ((standing = ANY (ARRAY['stated'::text, 'disputed'::text, 'agreed'::text, 'written-off'::text, 'paid'::text])))
  constraint charge_standing_workspace_id_charge_id_fkey FOREIGN KEY (workspace_id, charge_id) REFERENCES provider_attempt(workspace_id, id)
  TRIGGER follows_its_course AFTER INSERT ON public.charge_standing REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_standing()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.charge_standing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.charge_standing FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table close_preparation
  workspace_id uuid not null
  id uuid not null
  book money_book not null
  month date not null
  accrual text not null
  fingerprint text not null
  checklist jsonb not null
  prepared_by caller_identity not null
  prepared_by_name text not null
  prepared_at timestamp with time zone not null
  constraint a_preparation_has_one_author UNIQUE (workspace_id, id, book, month, prepared_by)
  constraint close_preparation_accrual_check CHECK ((accrual = ANY (ARRAY['expected'::text, 'ceiling'::text, 'measured'::text])))
  constraint close_preparation_checklist_check CHECK ((jsonb_typeof(checklist) = 'array'::text))
  constraint close_preparation_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text))
  constraint close_preparation_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint close_preparation_pkey PRIMARY KEY (workspace_id, id)
  constraint close_preparation_prepared_by_name_check CHECK ((prepared_by_name <> ''::text))
  constraint close_preparation_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX close_preparation_latest_first ON public.close_preparation USING btree (workspace_id, book, month, prepared_at DESC, id DESC)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.close_preparation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.close_preparation FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table currency_invoice
  workspace_id uuid not null
  id uuid not null
  run_id uuid not null
  currency currency_code not null
  amount exact_amount not null
  invoiced_currency currency_code not null
  invoiced_amount exact_amount not null
  rate exact_amount not null
  rate_source text not null
  invoiced_at timestamp with time zone not null
  reference text not null
  recorded_by caller_identity not null
  recorded_by_name text not null
  recorded_at timestamp with time zone not null
  tx_id uuid not null
  constraint currency_invoice_amount_check CHECK (((amount)::numeric > (0)::numeric))
  constraint currency_invoice_invoiced_amount_check CHECK (((invoiced_amount)::numeric > (0)::numeric))
  constraint currency_invoice_pkey PRIMARY KEY (workspace_id, id)
  constraint currency_invoice_rate_check CHECK (((rate)::numeric > (0)::numeric))
  constraint currency_invoice_rate_source_check CHECK (((char_length(rate_source) >= 1) AND (char_length(rate_source) <= 500)))
  constraint currency_invoice_recorded_by_name_check CHECK ((recorded_by_name <> ''::text))
  constraint currency_invoice_reference_check CHECK (((char_length(reference) >= 1) AND (char_length(reference) <= 500)))
  constraint currency_invoice_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run(workspace_id, id)
  constraint currency_invoice_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  constraint invoiced_in_another_currency CHECK (((invoiced_currency)::text <> (currency)::text))
  INDEX currency_invoice_of_run ON public.currency_invoice USING btree (workspace_id, run_id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.currency_invoice FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.currency_invoice FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table doubt_decision
  workspace_id uuid not null
  id uuid not null
  generation_id uuid not null
  outcome text not null
  usage jsonb
  currency currency_code
  amount exact_amount
  reason text not null
  author caller_identity not null
  author_name text not null
  proposed_at timestamp with time zone not null
  approver caller_identity
  approver_name text
  approved_at timestamp with time zone
  discarded_at timestamp with time zone
  constraint approved_or_discarded CHECK (((discarded_at IS NULL) OR (approved_at IS NULL)))
  constraint approved_says_by_whom CHECK ((num_nulls(approver, approver_name, approved_at) = ANY (ARRAY[0, 3])))
  constraint doubt_decision_approver_name_check CHECK ((approver_name <> ''::text))
  constraint doubt_decision_author_name_check CHECK ((author_name <> ''::text))
  constraint doubt_decision_outcome_check CHECK ((outcome = ANY (ARRAY['estimated'::text, 'void'::text])))
  constraint doubt_decision_pkey PRIMARY KEY (workspace_id, id)
  constraint doubt_decision_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000)))
  constraint doubt_decision_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint only_an_estimate_has_an_amount CHECK (((outcome = 'estimated'::text) = ALL (ARRAY[(usage IS NOT NULL), (currency IS NOT NULL), (amount IS NOT NULL)])))
  INDEX doubt_decision_by_generation ON public.doubt_decision USING btree (workspace_id, generation_id, proposed_at DESC)
  UNIQUE INDEX one_decision_waits ON public.doubt_decision USING btree (workspace_id, generation_id) WHERE ((approved_at IS NULL) AND (discarded_at IS NULL))
  TRIGGER decision_stands BEFORE INSERT OR UPDATE ON public.doubt_decision FOR EACH ROW EXECUTE FUNCTION keep_doubt_decision()
  TRIGGER never_deleted BEFORE DELETE ON public.doubt_decision FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.doubt_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (approved_at), UPDATE (approver), UPDATE (approver_name), UPDATE (discarded_at) to halfpenny_service
  grant SELECT to halfpenny_system

table finance_access
  workspace_id uuid not null
  id uuid not null
  who caller_identity not null
  who_name text not null
  operation text not null
  asked jsonb not null
  was_allowed boolean not null
  accessed_at timestamp with time zone not null
  constraint finance_access_asked_check CHECK ((jsonb_typeof(asked) = 'object'::text))
  constraint finance_access_operation_check CHECK ((operation <> ''::text))
  constraint finance_access_pkey PRIMARY KEY (workspace_id, id)
  constraint finance_access_who_name_check CHECK ((who_name <> ''::text))
  constraint finance_access_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX finance_access_by_time ON public.finance_access USING btree (workspace_id, accessed_at)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.finance_access FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.finance_access FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table further_hold
  workspace_id uuid not null
  hold_id uuid not null
  budget_id uuid not null
  slot smallint not null
  constraint further_hold_pkey PRIMARY KEY (workspace_id, hold_id, budget_id)
  constraint further_hold_slot_check CHECK ((slot >= 0))
  constraint further_hold_workspace_id_hold_id_fkey FOREIGN KEY (workspace_id, hold_id) REFERENCES hold(workspace_id, id)
  INDEX further_hold_by_budget ON public.further_hold USING btree (workspace_id, budget_id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.further_hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.further_hold FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table generated_image
  workspace_id uuid not null
  generation_id uuid not null
  position smallint not null
  sha256 text not null
  format text not null
  width integer not null
  height integer not null
  bytes bigint not null
  revised_prompt text
  removed_at timestamp with time zone
  constraint generated_image_bytes_check CHECK ((bytes > 0))
  constraint generated_image_format_check CHECK ((format <> ''::text))
  constraint generated_image_height_check CHECK ((height > 0))
  constraint generated_image_pkey PRIMARY KEY (workspace_id, generation_id, "position")
  constraint generated_image_position_check CHECK (("position" >= 0))
  constraint generated_image_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint generated_image_width_check CHECK ((width > 0))
  constraint generated_image_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  INDEX generated_image_kept ON public.generated_image USING btree (workspace_id, sha256) WHERE (removed_at IS NULL)
  INDEX generated_image_to_remove ON public.generated_image USING btree (generation_id) WHERE (removed_at IS NULL)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.generated_image FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.generated_image FOR EACH ROW EXECUTE FUNCTION keep_image()
  TRIGGER regroups AFTER INSERT ON public.generated_image REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION note_regrouping_by_images()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (removed_at) to halfpenny_system

table generation
  workspace_id uuid not null
  id uuid not null
  request_key text not null
  request_hash text not null
  quote_id uuid not null
  offer_id uuid not null
  status text not null
  book money_book not null
  provider text not null
  model text not null
  mode service_mode not null
  request jsonb not null
  resolved jsonb not null
  max_cost exact_amount
  max_cost_currency currency_code
  usage jsonb
  delivered jsonb
  failure jsonb
  opened_by bigint not null
  created_at timestamp with time zone not null
  settled_at timestamp with time zone
  api_key_id uuid
  person_id uuid
  stage text
  template_version_id uuid
  template_variables jsonb
  constraint a_quote_is_used_once UNIQUE (workspace_id, quote_id)
  constraint a_template_has_variables CHECK (((template_version_id IS NULL) = (template_variables IS NULL)))
  constraint generation_delivered_check CHECK ((jsonb_typeof(delivered) = 'object'::text))
  constraint generation_failure_check CHECK ((jsonb_typeof(failure) = 'object'::text))
  constraint generation_max_cost_check CHECK (((max_cost)::numeric >= (0)::numeric))
  constraint generation_pkey PRIMARY KEY (workspace_id, id)
  constraint generation_request_check CHECK ((jsonb_typeof(request) = 'object'::text))
  constraint generation_request_hash_check CHECK ((request_hash <> ''::text))
  constraint generation_request_key_check CHECK (((char_length(request_key) >= 1) AND (char_length(request_key) <= 255)))
  constraint generation_resolved_check CHECK ((jsonb_typeof(resolved) = 'array'::text))
  constraint generation_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'unknown'::text, 'cancelled'::text])))
  constraint generation_template_variables_check CHECK ((jsonb_typeof(template_variables) = 'object'::text))
  constraint generation_usage_check CHECK ((jsonb_typeof(usage) = 'object'::text))
  constraint generation_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint generation_workspace_id_quote_id_offer_id_fkey FOREIGN KEY (workspace_id, quote_id, offer_id) REFERENCES quote_offer(workspace_id, quote_id, id)
  constraint generation_workspace_id_stage_fkey FOREIGN KEY (workspace_id, stage) REFERENCES stage(workspace_id, name)
  constraint generation_workspace_id_template_version_id_fkey FOREIGN KEY (workspace_id, template_version_id) REFERENCES template_version(workspace_id, id)
  constraint max_cost_has_a_currency CHECK (((max_cost IS NULL) = (max_cost_currency IS NULL)))
  constraint one_generation_per_request_key UNIQUE (workspace_id, request_key)
  INDEX generation_by_key ON public.generation USING btree (workspace_id, api_key_id, created_at DESC, id DESC) WHERE (api_key_id IS NOT NULL)
  INDEX generation_by_key_prefix ON public.generation USING btree (workspace_id, request_key text_pattern_ops)
  INDEX generation_by_model ON public.generation USING btree (workspace_id, model, created_at DESC, id DESC)
  INDEX generation_by_stage ON public.generation USING btree (workspace_id, stage, created_at DESC, id DESC) WHERE (stage IS NOT NULL)
  INDEX generation_by_template ON public.generation USING btree (workspace_id, template_version_id, created_at DESC, id DESC) WHERE (template_version_id IS NOT NULL)
  INDEX generation_newest ON public.generation USING btree (workspace_id, created_at DESC, id DESC)
  INDEX generation_not_succeeded ON public.generation USING btree (workspace_id, status, created_at DESC, id DESC) WHERE (status <> 'succeeded'::text)
  INDEX generation_running ON public.generation USING btree (created_at) WHERE (status = 'running'::text)
  INDEX generation_under_way ON public.generation USING btree (opened_by) WHERE (status = 'running'::text)
  INDEX generation_waiting ON public.generation USING btree (created_at) WHERE (status = 'queued'::text)
  TRIGGER final_status_stands BEFORE UPDATE ON public.generation FOR EACH ROW EXECUTE FUNCTION keep_final_status()
  TRIGGER never_deleted BEFORE DELETE ON public.generation FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.generation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER regroups AFTER UPDATE OF delivered ON public.generation FOR EACH ROW WHEN ((old.delivered IS DISTINCT FROM new.delivered)) EXECUTE FUNCTION note_regrouping_by_reply()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (delivered), UPDATE (failure), UPDATE (opened_by), UPDATE (settled_at), UPDATE (status), UPDATE (usage) to halfpenny_service
  grant INSERT, SELECT, UPDATE (delivered), UPDATE (failure), UPDATE (opened_by), UPDATE (settled_at), UPDATE (status), UPDATE (usage) to halfpenny_system

table generation_input
  workspace_id uuid not null
  generation_id uuid not null
  role text not null
  position smallint not null
  upload_id uuid not null
  sha256 text not null
  constraint generation_input_pkey PRIMARY KEY (workspace_id, generation_id, role, "position")
  constraint generation_input_position_check CHECK ((("position" >= 0) AND ("position" <= 15)))
  constraint generation_input_role_check CHECK ((role = ANY (ARRAY['image'::text, 'mask'::text])))
  constraint generation_input_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint generation_input_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint generation_input_workspace_id_upload_id_fkey FOREIGN KEY (workspace_id, upload_id) REFERENCES upload(workspace_id, id)
  constraint one_mask_at_most CHECK (((role = 'image'::text) OR ("position" = 0)))
  TRIGGER never_emptied BEFORE TRUNCATE ON public.generation_input FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.generation_input FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table hold
  workspace_id uuid not null
  id uuid not null
  generation_id uuid not null
  budget_id uuid
  slot smallint
  currency currency_code not null
  amount exact_amount not null
  taken_at timestamp with time zone not null
  counts text not null default 'both'::text
  constraint a_budget_is_held_in_a_slot CHECK (((budget_id IS NULL) = (slot IS NULL)))
  constraint hold_amount_check CHECK (((amount)::numeric >= (0)::numeric))
  constraint hold_counts_check CHECK ((counts = ANY (ARRAY['both'::text, 'cost'::text, 'sell-price'::text])))
  constraint hold_pkey PRIMARY KEY (workspace_id, id)
  constraint hold_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint one_hold_per_generation UNIQUE (workspace_id, generation_id, counts)
  INDEX hold_by_budget ON public.hold USING btree (workspace_id, budget_id) WHERE (budget_id IS NOT NULL)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.hold FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table hold_settlement
  workspace_id uuid not null
  hold_id uuid not null
  outcome text not null
  amount exact_amount not null
  overrun exact_amount not null
  settled_at timestamp with time zone not null
  constraint hold_settlement_outcome_check CHECK ((outcome = ANY (ARRAY['settled'::text, 'released'::text])))
  constraint hold_settlement_overrun_check CHECK (((overrun)::numeric >= (0)::numeric))
  constraint hold_settlement_workspace_id_hold_id_fkey FOREIGN KEY (workspace_id, hold_id) REFERENCES hold(workspace_id, id)
  constraint one_settlement_per_hold PRIMARY KEY (workspace_id, hold_id)
  constraint released_is_zero CHECK (((outcome <> 'released'::text) OR (((amount)::numeric = (0)::numeric) AND ((overrun)::numeric = (0)::numeric))))
  TRIGGER never_emptied BEFORE TRUNCATE ON public.hold_settlement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.hold_settlement FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table image_outcome
  workspace_id uuid not null
  generation_id uuid not null
  position smallint not null
  number integer not null
  outcome text not null
  reason text
  person_id uuid
  api_key_id uuid
  by_name text not null
  recorded_at timestamp with time zone not null
  constraint image_outcome_number_check CHECK ((number >= 1))
  constraint image_outcome_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'edited'::text, 'rejected'::text, 'regenerated'::text, 'deleted'::text])))
  constraint image_outcome_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint image_outcome_pkey PRIMARY KEY (workspace_id, generation_id, "position", number)
  constraint image_outcome_reason_check CHECK ((reason <> ''::text))
  constraint image_outcome_workspace_id_api_key_id_fkey FOREIGN KEY (workspace_id, api_key_id) REFERENCES api_key(workspace_id, id)
  constraint image_outcome_workspace_id_generation_id_position_fkey FOREIGN KEY (workspace_id, generation_id, "position") REFERENCES generated_image(workspace_id, generation_id, "position")
  INDEX image_outcome_by_outcome ON public.image_outcome USING btree (workspace_id, outcome, generation_id, "position")
  TRIGGER never_emptied BEFORE TRUNCATE ON public.image_outcome FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.image_outcome FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER regroups AFTER INSERT ON public.image_outcome FOR EACH ROW EXECUTE FUNCTION note_regrouping_by_verdict()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table invitation
  workspace_id uuid not null
  id uuid not null
  email text
  roles access_roles not null
  token_sha256 bytea not null
  invited_by text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  revoked_at timestamp with time zone
  constraint invitation_email_check CHECK (((email = lower(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 254))))
  constraint invitation_invited_by_check CHECK ((invited_by <> ''::text))
  constraint invitation_pkey PRIMARY KEY (workspace_id, id)
  constraint invitation_token_sha256_check CHECK ((octet_length(token_sha256) = 32))
  constraint invitation_token_sha256_key UNIQUE (token_sha256)
  constraint invitation_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (revoked_at), UPDATE (used_at) to halfpenny_service
  grant INSERT, SELECT, UPDATE (revoked_at), UPDATE (used_at) to halfpenny_system

table item_resolution
  workspace_id uuid not null
  id uuid not null
  run_id uuid not null
  decision text not null
  cause text not null
  reason text not null
  attachments jsonb not null
  currency currency_code not null
  amount exact_amount not null
  at_stake exact_amount not null
  needs_approval boolean not null
  state text not null
  author caller_identity not null
  author_name text not null
  proposed_at timestamp with time zone not null
  approver caller_identity
  approver_name text
  approved_at timestamp with time zone
  tx_id uuid
  constraint approved_by_another CHECK (((approver)::text <> (author)::text))
  constraint approved_says_by_whom CHECK ((num_nulls(approver, approver_name, approved_at) = ANY (ARRAY[0, 3])))
  constraint item_resolution_at_stake_check CHECK (((at_stake)::numeric >= (0)::numeric))
  constraint item_resolution_attachments_check CHECK ((jsonb_typeof(attachments) = 'array'::text))
  constraint item_resolution_cause_check CHECK ((cause <> ''::text))
  constraint item_resolution_decision_check CHECK ((decision = ANY (ARRAY['accept'::text, 'claim'::text, 'credited'::text, 'write-off'::text, 'correct'::text, 'carry'::text])))
  constraint item_resolution_pkey PRIMARY KEY (workspace_id, id)
  constraint item_resolution_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000)))
  constraint item_resolution_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'done'::text, 'discarded'::text])))
  constraint item_resolution_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run(workspace_id, id)
  constraint item_resolution_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  constraint money_that_moves_is_in_the_ledger CHECK (((state <> 'done'::text) OR (decision = ANY (ARRAY['carry'::text, 'correct'::text])) OR ((amount)::numeric = (0)::numeric) OR (tx_id IS NOT NULL)))
  constraint what_needs_approval_has_it CHECK (((NOT needs_approval) OR (state = ANY (ARRAY['proposed'::text, 'discarded'::text])) OR (approver IS NOT NULL)))
  INDEX item_resolution_of_run ON public.item_resolution USING btree (workspace_id, run_id, proposed_at, id)
  TRIGGER decided_stands BEFORE UPDATE ON public.item_resolution FOR EACH ROW EXECUTE FUNCTION keep_resolution()
  TRIGGER never_deleted BEFORE DELETE ON public.item_resolution FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.item_resolution FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (approved_at), UPDATE (approver), UPDATE (approver_name), UPDATE (state), UPDATE (tx_id) to halfpenny_service
  grant SELECT to halfpenny_system

table journal_batch
  workspace_id uuid not null
  book money_book not null
  number integer not null
  lines jsonb not null
  constraint journal_batch_lines_check CHECK ((jsonb_typeof(lines) = 'array'::text))
  constraint journal_batch_pkey PRIMARY KEY (workspace_id, book, number)
  constraint journal_batch_workspace_id_book_number_fkey FOREIGN KEY (workspace_id, book, number) REFERENCES period_close(workspace_id, book, number)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.journal_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.journal_batch FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table journal_batch_sending
  workspace_id uuid not null
  book money_book not null
  number integer not null
  sent_by caller_identity not null
  sent_by_name text not null
  sent_at timestamp with time zone not null
  constraint a_batch_is_sent_once PRIMARY KEY (workspace_id, book, number)
  constraint journal_batch_sending_sent_by_name_check CHECK ((sent_by_name <> ''::text))
  constraint journal_batch_sending_workspace_id_book_number_fkey FOREIGN KEY (workspace_id, book, number) REFERENCES journal_batch(workspace_id, book, number)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.journal_batch_sending FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.journal_batch_sending FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table journal_number
  workspace_id uuid not null
  book money_book not null
  number bigint not null
  tx_id uuid not null
  constraint a_transaction_is_numbered_once UNIQUE (workspace_id, tx_id)
  constraint journal_number_number_check CHECK ((number >= 1))
  constraint journal_number_pkey PRIMARY KEY (workspace_id, book, number)
  constraint journal_number_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.journal_number FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.journal_number FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table ledger_account
  code smallint not null
  name text not null
  normal_sign text not null
  meaning text not null
  of_lender boolean not null default false
  constraint ledger_account_name_key UNIQUE (name)
  constraint ledger_account_normal_sign_check CHECK ((normal_sign = ANY (ARRAY['debit'::text, 'credit'::text, 'either'::text])))
  constraint ledger_account_pkey PRIMARY KEY (code)
  grant SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table ledger_entry
  workspace_id uuid not null
  tx_id uuid not null
  position smallint not null
  account text not null
  currency currency_code not null
  amount exact_amount not null
  meter text
  quantity whole_quantity
  unit_price exact_amount
  per whole_quantity
  multiplier whole_quantity
  divisor whole_quantity
  price_entry_id uuid
  constraint a_usage_line_is_whole CHECK ((num_nonnulls(meter, quantity, unit_price, per, multiplier, divisor, price_entry_id) = ANY (ARRAY[0, 7])))
  constraint amount_is_that_of_its_line CHECK (((meter IS NULL) OR line_adds_up((amount)::numeric, (quantity)::numeric, (unit_price)::numeric, (per)::numeric, (multiplier)::numeric, (divisor)::numeric)))
  constraint ledger_entry_account_fkey FOREIGN KEY (account) REFERENCES ledger_account(name)
  constraint ledger_entry_divisor_check CHECK (((divisor)::numeric > (0)::numeric))
  constraint ledger_entry_meter_check CHECK ((meter <> ''::text))
  constraint ledger_entry_multiplier_check CHECK (((multiplier)::numeric >= (0)::numeric))
  constraint ledger_entry_per_check CHECK (((per)::numeric > (0)::numeric))
  constraint ledger_entry_pkey PRIMARY KEY (workspace_id, tx_id, "position")
  constraint ledger_entry_position_check CHECK (("position" >= 0))
  constraint ledger_entry_price_entry_id_fkey FOREIGN KEY (price_entry_id) REFERENCES price_entry(id)
  constraint ledger_entry_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  INDEX ledger_entry_by_account ON public.ledger_entry USING btree (workspace_id, account, tx_id)
  CONSTRAINT TRIGGER lots_hold_it AFTER INSERT ON public.ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.account = ANY (ARRAY['provider_prepaid'::text, 'provider_granted'::text]))) EXECUTE FUNCTION check_prepaid_lots()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()
  CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON public.ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance()
  TRIGGER written_with_its_transaction AFTER INSERT ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_late_entry()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table ledger_pin
  workspace_id uuid not null
  book money_book not null
  known_at timestamp with time zone not null
  constraint ledger_pin_pkey PRIMARY KEY (workspace_id, book)
  constraint ledger_pin_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (known_at) to halfpenny_service
  grant INSERT, SELECT, UPDATE (known_at) to halfpenny_system

table ledger_proof
  workspace_id uuid not null
  id uuid not null
  book money_book not null
  month date not null
  asked_by caller_identity not null
  asked_by_name text not null
  asked_at timestamp with time zone not null
  moved_at timestamp with time zone not null
  known_at timestamp with time zone
  postings bigint not null default 0
  postings_done bigint not null default 0
  found jsonb
  proved_at timestamp with time zone
  constraint a_proof_is_kept_whole CHECK (((num_nonnulls(found, proved_at) = ANY (ARRAY[0, 2])) AND ((proved_at IS NULL) OR ((known_at IS NOT NULL) AND (postings_done = postings)))))
  constraint ledger_proof_asked_by_name_check CHECK ((asked_by_name <> ''::text))
  constraint ledger_proof_check CHECK (((postings_done >= 0) AND (postings_done <= postings)))
  constraint ledger_proof_found_check CHECK ((jsonb_typeof(found) = 'object'::text))
  constraint ledger_proof_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint ledger_proof_pkey PRIMARY KEY (workspace_id, id)
  constraint ledger_proof_postings_check CHECK ((postings >= 0))
  constraint ledger_proof_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX ledger_proof_latest_first ON public.ledger_proof USING btree (workspace_id, book, month, asked_at DESC, id DESC)
  TRIGGER a_kept_proof_stays BEFORE UPDATE ON public.ledger_proof FOR EACH ROW WHEN ((old.proved_at IS NOT NULL)) EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (found), UPDATE (known_at), UPDATE (moved_at), UPDATE (postings), UPDATE (postings_done), UPDATE (proved_at) to halfpenny_service
  grant INSERT, SELECT, UPDATE (found), UPDATE (known_at), UPDATE (moved_at), UPDATE (postings), UPDATE (postings_done), UPDATE (proved_at) to halfpenny_system

table ledger_tx
  workspace_id uuid not null
  id uuid not null
  book money_book not null
  provider_account_id uuid not null
  generation_id uuid
  attempt_id uuid
  event text not null
  engine_version text not null
  service_at timestamp with time zone not null
  accounting_date date not null
  recorded_at timestamp with time zone not null
  corrects uuid
  written_in xid8 not null default pg_current_xact_id()
  reason text
  for_workspace uuid
  constraint a_chain_never_forks UNIQUE (workspace_id, corrects)
  constraint ledger_tx_engine_version_check CHECK ((engine_version <> ''::text))
  constraint ledger_tx_event_check CHECK ((event <> ''::text))
  constraint ledger_tx_for_workspace_fkey FOREIGN KEY (for_workspace) REFERENCES workspace(id)
  constraint ledger_tx_pkey PRIMARY KEY (workspace_id, id)
  constraint ledger_tx_provider_account_id_book_fkey FOREIGN KEY (provider_account_id, book) REFERENCES provider_account(id, book)
  constraint ledger_tx_reason_check CHECK ((reason <> ''::text))
  constraint ledger_tx_workspace_id_attempt_id_fkey FOREIGN KEY (workspace_id, attempt_id) REFERENCES provider_attempt(workspace_id, id)
  constraint ledger_tx_workspace_id_corrects_fkey FOREIGN KEY (workspace_id, corrects) REFERENCES ledger_tx(workspace_id, id)
  constraint ledger_tx_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint ledger_tx_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint nobody_lends_to_itself CHECK ((for_workspace <> workspace_id))
  constraint one_posting_per_attempt_and_event UNIQUE (workspace_id, attempt_id, event)
  INDEX ledger_tx_by_accounting_date ON public.ledger_tx USING btree (workspace_id, book, accounting_date, id)
  INDEX ledger_tx_by_generation ON public.ledger_tx USING btree (workspace_id, generation_id)
  INDEX ledger_tx_by_recording ON public.ledger_tx USING btree (workspace_id, book, recorded_at, id) INCLUDE (accounting_date)
  INDEX ledger_tx_by_service ON public.ledger_tx USING btree (workspace_id, book, service_at)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.ledger_tx FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.ledger_tx FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER noted_as_unfolded AFTER INSERT ON public.ledger_tx REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION note_unfolded_posting()
  TRIGGER stamped_by_the_database BEFORE INSERT ON public.ledger_tx FOR EACH ROW EXECUTE FUNCTION stamp_transaction()
  TRIGGER stands_in_an_open_period BEFORE INSERT ON public.ledger_tx FOR EACH ROW EXECUTE FUNCTION check_accounting_date()
  CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON public.ledger_tx DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table line_item_map
  workspace_id uuid not null
  id uuid not null
  provider text not null
  line_item text not null
  meaning text not null
  not_usage_kind text
  service text
  model text
  meter text
  mode service_mode
  conditions jsonb
  valid daterange not null
  known tstzrange
  reason text not null
  author caller_identity not null
  author_name text not null
  proposed_at timestamp with time zone not null
  approver caller_identity
  approver_name text
  approved_at timestamp with time zone
  discarded_at timestamp with time zone
  origin_id uuid
  constraint a_service_is_named_unless_it_is_no_usage CHECK (((meaning = 'not_usage'::text) = (service IS NULL)))
  constraint approved_by_another CHECK (((approver)::text <> (author)::text))
  constraint approved_or_discarded CHECK (((discarded_at IS NULL) OR (known IS NULL)))
  constraint approved_says_by_whom CHECK ((num_nulls(known, approver, approver_name, approved_at) = ANY (ARRAY[0, 4])))
  constraint known_begins CHECK (((NOT lower_inf(known)) AND (NOT isempty(known))))
  constraint line_item_map_conditions_check CHECK ((jsonb_typeof(conditions) = 'object'::text))
  constraint line_item_map_line_item_check CHECK ((char_length(line_item) <= 300))
  constraint line_item_map_meaning_check CHECK ((meaning = ANY (ARRAY['usage'::text, 'outside'::text, 'not_usage'::text])))
  constraint line_item_map_meter_check CHECK ((meter <> ''::text))
  constraint line_item_map_model_check CHECK ((model <> ''::text))
  constraint line_item_map_not_usage_kind_check CHECK ((not_usage_kind = ANY (ARRAY['tax'::text, 'credit'::text, 'fee'::text, 'adjustment'::text])))
  constraint line_item_map_pkey PRIMARY KEY (workspace_id, id)
  constraint line_item_map_provider_check CHECK ((provider <> ''::text))
  constraint line_item_map_reason_check CHECK ((char_length(reason) <= 2000))
  constraint line_item_map_service_check CHECK ((service <> ''::text))
  constraint line_item_map_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint line_item_map_workspace_id_origin_id_fkey FOREIGN KEY (workspace_id, origin_id) REFERENCES line_item_map(workspace_id, id)
  constraint not_usage_says_its_kind CHECK (((meaning = 'not_usage'::text) = (not_usage_kind IS NOT NULL)))
  constraint one_meaning_at_a_time EXCLUDE USING gist (workspace_id WITH =, provider WITH =, line_item WITH =, valid WITH &&, known WITH &&)
  constraint usage_says_what_of CHECK (
CASE meaning
    WHEN 'usage'::text THEN (num_nulls(service, model, mode) = 0)
    ELSE (num_nonnulls(model, meter, mode, conditions) = 0)
END)
  constraint valid_holds_a_day CHECK ((NOT isempty(valid)))
  TRIGGER entry_stands BEFORE UPDATE ON public.line_item_map FOR EACH ROW EXECUTE FUNCTION keep_line_item_map()
  TRIGGER never_deleted BEFORE DELETE ON public.line_item_map FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.line_item_map FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (approved_at), UPDATE (approver), UPDATE (approver_name), UPDATE (discarded_at), UPDATE (known) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table member
  workspace_id uuid not null
  person_id uuid not null
  roles access_roles not null
  joined_at timestamp with time zone not null
  constraint member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint member_pkey PRIMARY KEY (workspace_id, person_id)
  constraint member_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX member_by_person ON public.member USING btree (person_id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant DELETE, INSERT, SELECT, UPDATE (roles) to halfpenny_service
  grant DELETE, INSERT, SELECT, UPDATE (roles) to halfpenny_system

table partial_image
  workspace_id uuid not null
  generation_id uuid not null
  position smallint not null
  number smallint not null
  sha256 text not null
  format text not null
  width integer not null
  height integer not null
  bytes bigint not null
  arrived_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint partial_image_bytes_check CHECK ((bytes > 0))
  constraint partial_image_format_check CHECK ((format <> ''::text))
  constraint partial_image_height_check CHECK ((height > 0))
  constraint partial_image_number_check CHECK ((number >= 0))
  constraint partial_image_pkey PRIMARY KEY (workspace_id, generation_id, "position", number)
  constraint partial_image_position_check CHECK (("position" >= 0))
  constraint partial_image_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint partial_image_width_check CHECK ((width > 0))
  constraint partial_image_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  INDEX partial_image_kept ON public.partial_image USING btree (workspace_id, sha256) WHERE (removed_at IS NULL)
  INDEX partial_image_to_remove ON public.partial_image USING btree (generation_id) WHERE (removed_at IS NULL)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.partial_image FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.partial_image FOR EACH ROW EXECUTE FUNCTION keep_image()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (removed_at) to halfpenny_system

table period_close
  workspace_id uuid not null
  book money_book not null
  month date not null
  number integer not null
  preparation_id uuid not null
  prepared_by caller_identity not null
  reviewed_by caller_identity not null
  reviewed_by_name text not null
  closed_at timestamp with time zone not null
  known_at timestamp with time zone not null
  transactions bigint not null
  last_journal_number bigint not null
  entries_hash text not null
  previous_hash text not null
  hash text not null
  manifest jsonb not null
  constraint closes_are_numbered UNIQUE (workspace_id, book, number)
  constraint nobody_reviews_their_own_close CHECK (((reviewed_by)::text <> (prepared_by)::text))
  constraint period_close_entries_hash_check CHECK ((entries_hash ~ '^[0-9a-f]{64}$'::text))
  constraint period_close_last_journal_number_check CHECK ((last_journal_number >= 0))
  constraint period_close_manifest_check CHECK ((jsonb_typeof(manifest) = 'object'::text))
  constraint period_close_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint period_close_number_check CHECK ((number >= 1))
  constraint period_close_pkey PRIMARY KEY (workspace_id, book, month)
  constraint period_close_previous_hash_check CHECK ((previous_hash ~ '^[0-9a-f]{64}$'::text))
  constraint period_close_reviewed_by_name_check CHECK ((reviewed_by_name <> ''::text))
  constraint period_close_transactions_check CHECK ((transactions >= 0))
  constraint period_close_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint prepared_by_who_signed_for_it FOREIGN KEY (workspace_id, preparation_id, book, month, prepared_by) REFERENCES close_preparation(workspace_id, id, book, month, prepared_by)
  constraint the_hash_is_chained CHECK ((hash = encode(sha256(convert_to((((previous_hash || '
'::text) || entries_hash) || '
'::text), 'UTF8'::name)), 'hex'::text)))
  TRIGGER follows_the_close_before BEFORE INSERT ON public.period_close FOR EACH ROW EXECUTE FUNCTION check_close()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.period_close FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.period_close FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table period_step
  workspace_id uuid not null
  book money_book not null
  month date not null
  number smallint not null
  state text not null
  reason text not null
  taken_by text not null
  taken_by_name text not null
  taken_at timestamp with time zone not null
  constraint period_step_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
  constraint period_step_number_check CHECK ((number >= 1))
  constraint period_step_pkey PRIMARY KEY (workspace_id, book, month, number)
  constraint period_step_reason_check CHECK ((reason <> ''::text))
  constraint period_step_state_check CHECK ((state = ANY (ARRAY['open'::text, 'soft-closed'::text, 'hard-closed'::text])))
  constraint period_step_taken_by_check CHECK ((taken_by <> ''::text))
  constraint period_step_taken_by_name_check CHECK ((taken_by_name <> ''::text))
  constraint period_step_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  UNIQUE INDEX a_hard_close_is_never_undone ON public.period_step USING btree (workspace_id, book, month) WHERE (state = 'hard-closed'::text)
  TRIGGER keeps_its_course BEFORE INSERT ON public.period_step FOR EACH ROW EXECUTE FUNCTION keep_period_course()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.period_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.period_step FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER signed_by_two BEFORE INSERT ON public.period_step FOR EACH ROW WHEN ((new.state = 'hard-closed'::text)) EXECUTE FUNCTION check_hard_close()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table person
  id uuid not null
  name text not null
  email text not null
  email_verified boolean not null
  image text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint person_email_check CHECK (((email = lower(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 254))))
  constraint person_email_key UNIQUE (email)
  constraint person_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint person_pkey PRIMARY KEY (id)
  row level security
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for SELECT to halfpenny_service using (EXISTS ( SELECT
   FROM member
  WHERE (member.person_id = person.id)))
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table person_account
  id uuid not null
  person_id uuid not null
  account_id text not null
  provider_id text not null
  password text
  access_token text
  refresh_token text
  id_token text
  access_token_expires_at timestamp with time zone
  refresh_token_expires_at timestamp with time zone
  scope text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint person_account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint person_account_pkey PRIMARY KEY (id)
  constraint person_account_provider_id_account_id_key UNIQUE (provider_id, account_id)
  INDEX person_account_by_person ON public.person_account USING btree (person_id)
  grant INSERT, SELECT to halfpenny_system

table person_session
  id uuid not null
  person_id uuid not null
  token text not null
  expires_at timestamp with time zone not null
  ip_address text
  user_agent text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint person_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint person_session_pkey PRIMARY KEY (id)
  constraint person_session_token_key UNIQUE (token)
  INDEX person_session_by_person ON public.person_session USING btree (person_id)
  grant DELETE, SELECT to halfpenny_system

table person_verification
  id uuid not null
  identifier text not null
  value text not null
  expires_at timestamp with time zone not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint person_verification_pkey PRIMARY KEY (id)
  INDEX person_verification_by_identifier ON public.person_verification USING btree (identifier)

table prepaid_lot
  workspace_id uuid not null
  id uuid not null
  provider_account_id uuid not null
  book money_book not null
  kind text not null
  currency currency_code not null
  quantity exact_amount not null
  price exact_amount
  price_currency currency_code
  fee exact_amount not null
  opened_at timestamp with time zone not null
  expires_at timestamp with time zone
  reference text not null
  state text not null
  author caller_identity not null
  author_name text not null
  created_at timestamp with time zone not null
  decided_by caller_identity
  decided_by_name text
  decided_at timestamp with time zone
  constraint a_lot_expires_after_it_began CHECK ((expires_at > opened_at))
  constraint credits_are_bought_for_money CHECK (((kind = 'virtual'::text) = ALL (ARRAY[(price IS NOT NULL), (price_currency IS NOT NULL)])))
  constraint credits_are_no_money CHECK (((price_currency)::text <> (currency)::text))
  constraint decided_says_by_whom CHECK ((((decided_by IS NOT NULL) = ALL (ARRAY[(decided_by_name IS NOT NULL), (decided_at IS NOT NULL)])) AND ((state = 'recorded'::text) OR ((state = 'discarded'::text) = (decided_by IS NOT NULL)))))
  constraint only_a_top_up_has_a_fee CHECK (((kind = 'paid'::text) OR ((fee)::numeric = (0)::numeric)))
  constraint prepaid_lot_author_name_check CHECK ((author_name <> ''::text))
  constraint prepaid_lot_decided_by_name_check CHECK ((decided_by_name <> ''::text))
  constraint prepaid_lot_fee_check CHECK (((fee)::numeric >= (0)::numeric))
  constraint prepaid_lot_kind_check CHECK ((kind = ANY (ARRAY['paid'::text, 'granted'::text, 'virtual'::text])))
  constraint prepaid_lot_pkey PRIMARY KEY (workspace_id, id)
  constraint prepaid_lot_price_check CHECK (((price)::numeric > (0)::numeric))
  constraint prepaid_lot_provider_account_id_book_fkey FOREIGN KEY (provider_account_id, book) REFERENCES provider_account(id, book)
  constraint prepaid_lot_quantity_check CHECK (((quantity)::numeric > (0)::numeric))
  constraint prepaid_lot_reference_check CHECK (((char_length(reference) >= 1) AND (char_length(reference) <= 500)))
  constraint prepaid_lot_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'recorded'::text, 'discarded'::text])))
  constraint prepaid_lot_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX prepaid_lot_by_account ON public.prepaid_lot USING btree (workspace_id, provider_account_id)
  TRIGGER keeps_its_course BEFORE INSERT OR UPDATE ON public.prepaid_lot FOR EACH ROW EXECUTE FUNCTION keep_lot_course()
  TRIGGER never_deleted BEFORE DELETE ON public.prepaid_lot FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.prepaid_lot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (decided_at), UPDATE (decided_by), UPDATE (decided_by_name), UPDATE (state) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table prepaid_movement
  workspace_id uuid not null
  lot_id uuid not null
  number integer not null
  event text not null
  used_before exact_amount not null
  used_after exact_amount not null
  cost exact_amount not null
  tx_id uuid not null
  moved_at timestamp with time zone not null
  constraint prepaid_movement_event_check CHECK ((event = ANY (ARRAY['opened'::text, 'used'::text, 'expired'::text])))
  constraint prepaid_movement_number_check CHECK ((number >= 1))
  constraint prepaid_movement_pkey PRIMARY KEY (workspace_id, lot_id, number)
  constraint prepaid_movement_workspace_id_lot_id_fkey FOREIGN KEY (workspace_id, lot_id) REFERENCES prepaid_lot(workspace_id, id)
  constraint prepaid_movement_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  TRIGGER follows_its_lot BEFORE INSERT ON public.prepaid_movement FOR EACH ROW EXECUTE FUNCTION keep_lot_chain()
  CONSTRAINT TRIGGER ledger_holds_it AFTER INSERT ON public.prepaid_movement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_prepaid_lots()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.prepaid_movement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.prepaid_movement FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table price_book
  id uuid not null
  kind text not null
  name text not null
  scope text not null default '*'::text
  created_at timestamp with time zone not null
  constraint a_book_is_for_all_or_for_a_workspace CHECK (((scope = '*'::text) OR ((kind = 'sell'::text) AND (scope ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text))))
  constraint cost_is_the_name_of_the_cost_book CHECK (((kind = 'cost'::text) = (name = 'cost'::text)))
  constraint price_book_kind_check CHECK ((kind = ANY (ARRAY['cost'::text, 'sell'::text])))
  constraint price_book_name_check CHECK ((name ~ '^[a-z][a-z0-9-]{0,62}$'::text))
  constraint price_book_name_scope_key UNIQUE (name, scope)
  constraint price_book_pkey PRIMARY KEY (id)
  constraint price_book_scope_check CHECK ((scope <> ''::text))
  UNIQUE INDEX one_sell_book_for_whom ON public.price_book USING btree (scope) WHERE (kind = 'sell'::text)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table price_book_version
  only_row boolean not null default true
  version bigint not null
  constraint price_book_version_only_row_check CHECK (only_row)
  constraint price_book_version_pkey PRIMARY KEY (only_row)
  grant SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table price_change_set
  workspace_id uuid not null
  id uuid not null
  book_id uuid not null
  title text not null
  reason text not null
  state text not null
  row_version integer not null
  author_name text not null
  writers text[] not null
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  approver caller_identity
  approver_name text
  published_at timestamp with time zone
  known_from timestamp with time zone
  published_in xid8
  constraint price_change_set_approver_name_check CHECK ((approver_name <> ''::text))
  constraint price_change_set_author_name_check CHECK ((author_name <> ''::text))
  constraint price_change_set_book_id_fkey FOREIGN KEY (book_id) REFERENCES price_book(id)
  constraint price_change_set_pkey PRIMARY KEY (workspace_id, id)
  constraint price_change_set_reason_check CHECK ((char_length(reason) <= 2000))
  constraint price_change_set_row_version_check CHECK ((row_version >= 1))
  constraint price_change_set_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'published'::text, 'discarded'::text])))
  constraint price_change_set_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 200)))
  constraint price_change_set_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint price_change_set_writers_check CHECK ((cardinality(writers) >= 1))
  constraint published_says_by_whom_and_since_when CHECK (((state = 'published'::text) = ALL (ARRAY[(approver IS NOT NULL), (approver_name IS NOT NULL), (published_at IS NOT NULL), (known_from IS NOT NULL)])))
  INDEX price_change_set_latest_first ON public.price_change_set USING btree (workspace_id, created_at DESC, id DESC)
  TRIGGER keeps_its_course BEFORE INSERT OR UPDATE ON public.price_change_set FOR EACH ROW EXECUTE FUNCTION keep_change_set_course()
  CONSTRAINT TRIGGER leaves_no_gap AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('gaps_in_coverage')
  CONSTRAINT TRIGGER near_its_neighbour AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('prices_off_neighbour')
  CONSTRAINT TRIGGER near_its_predecessor AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('prices_off_predecessor')
  TRIGGER never_deleted BEFORE DELETE ON public.price_change_set FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.price_change_set FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CONSTRAINT TRIGGER prices_every_meter AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('unpriced_meters')
  CONSTRAINT TRIGGER prices_every_way AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('partly_priced')
  TRIGGER stamped_by_the_database BEFORE UPDATE ON public.price_change_set FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION stamp_publication()
  CONSTRAINT TRIGGER writes_what_it_drafted AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('undrafted_prices')
  CONSTRAINT TRIGGER zero_is_meant AFTER UPDATE ON public.price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION refuse_publication('zero_prices')
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (changed_at), UPDATE (reason), UPDATE (row_version), UPDATE (state), UPDATE (title), UPDATE (writers) to halfpenny_service
  grant INSERT, SELECT, UPDATE (approver), UPDATE (approver_name), UPDATE (changed_at), UPDATE (known_from), UPDATE (published_at), UPDATE (row_version), UPDATE (state) to halfpenny_system

table price_confirmation
  workspace_id uuid not null
  change_set_id uuid not null
  draft_id uuid not null
  code text not null
  field text not null
  message text not null
  confirmed_by caller_identity not null
  confirmed_by_name text not null
  confirmed_at timestamp with time zone not null
  constraint price_confirmation_code_check CHECK ((code <> ''::text))
  constraint price_confirmation_confirmed_by_name_check CHECK ((confirmed_by_name <> ''::text))
  constraint price_confirmation_message_check CHECK ((message <> ''::text))
  constraint price_confirmation_pkey PRIMARY KEY (workspace_id, change_set_id, draft_id, code, field)
  constraint price_confirmation_workspace_id_change_set_id_draft_id_fkey FOREIGN KEY (workspace_id, change_set_id, draft_id) REFERENCES price_draft(workspace_id, change_set_id, id)
  TRIGGER confirmed_beforehand BEFORE INSERT ON public.price_confirmation FOR EACH ROW EXECUTE FUNCTION keep_confirmed_beforehand()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.price_confirmation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.price_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table price_draft
  workspace_id uuid not null
  change_set_id uuid not null
  id uuid not null
  position integer not null
  row_version integer not null
  action text not null
  target_id uuid
  entry jsonb
  ends_at text
  written_by text not null
  written_at timestamp with time zone not null
  constraint additions_and_corrections_say_the_entry CHECK (((action = ANY (ARRAY['add'::text, 'correct'::text])) = (entry IS NOT NULL)))
  constraint all_but_an_addition_have_a_target CHECK (((action = 'add'::text) = (target_id IS NULL)))
  constraint only_an_end_is_at_an_instant CHECK (((action = 'close'::text) OR (ends_at IS NULL)))
  constraint price_draft_action_check CHECK ((action = ANY (ARRAY['add'::text, 'correct'::text, 'withdraw'::text, 'close'::text])))
  constraint price_draft_ends_at_check CHECK ((char_length(ends_at) <= 100))
  constraint price_draft_entry_check CHECK ((jsonb_typeof(entry) = 'object'::text))
  constraint price_draft_pkey PRIMARY KEY (workspace_id, change_set_id, id)
  constraint price_draft_position_check CHECK (("position" >= 0))
  constraint price_draft_row_version_check CHECK ((row_version >= 1))
  constraint price_draft_target_id_fkey FOREIGN KEY (target_id) REFERENCES price_entry(id)
  constraint price_draft_workspace_id_change_set_id_fkey FOREIGN KEY (workspace_id, change_set_id) REFERENCES price_change_set(workspace_id, id)
  constraint price_draft_written_by_check CHECK ((written_by <> ''::text))
  TRIGGER never_emptied BEFORE TRUNCATE ON public.price_draft FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER written_while_a_draft BEFORE INSERT OR DELETE OR UPDATE ON public.price_draft FOR EACH ROW EXECUTE FUNCTION keep_drafts_of_drafts()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant DELETE, INSERT, SELECT, UPDATE (action), UPDATE (ends_at), UPDATE (entry), UPDATE (position), UPDATE (row_version), UPDATE (target_id), UPDATE (written_at), UPDATE (written_by) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table price_entry
  id uuid not null
  book_id uuid not null
  provider text not null
  model text not null
  mode service_mode not null
  currency currency_code not null
  kind text not null
  tariff jsonb not null
  valid tstzrange not null
  known tstzrange not null
  corrects uuid
  source text
  checked_on date
  note text
  origin_id uuid
  base_id uuid
  rated_tariff jsonb
  change_set_id uuid
  draft_id uuid
  ended_by uuid
  constraint a_draft_is_of_a_change_set CHECK (((draft_id IS NULL) OR (change_set_id IS NOT NULL)))
  constraint a_published_price_names_source_and_day CHECK (((change_set_id IS NULL) OR (origin_id IS NOT NULL) OR ((source IS NOT NULL) AND (checked_on IS NOT NULL) AND ((checked_on >= '2000-01-01'::date) AND (checked_on <= ((lower(known) AT TIME ZONE 'UTC'::text))::date)))))
  constraint based_on_an_entry_of_its_own_day CHECK ((((base_id IS NULL) = (rated_tariff IS NULL)) AND ((base_id IS NULL) OR (tariff ? 'basedOn'::text)) AND ((base_id IS NOT NULL) OR (NOT (tariff ? 'basedOn'::text)) OR ((tariff -> 'basedOn'::text) ? 'book'::text))))
  constraint known_is_half_open CHECK (((NOT isempty(known)) AND lower_inc(known) AND (NOT lower_inf(known)) AND (NOT upper_inc(known))))
  constraint one_entry_in_force EXCLUDE USING gist (book_id WITH =, provider WITH =, model WITH =, mode WITH =, valid WITH &&, known WITH &&)
  constraint only_what_has_an_end_is_ended CHECK (((ended_by IS NULL) OR (NOT upper_inf(known))))
  constraint price_entry_base_id_fkey FOREIGN KEY (base_id) REFERENCES price_entry(id)
  constraint price_entry_book_id_fkey FOREIGN KEY (book_id) REFERENCES price_book(id)
  constraint price_entry_corrects_fkey FOREIGN KEY (corrects) REFERENCES price_entry(id)
  constraint price_entry_kind_check CHECK ((kind = ANY (ARRAY['metered'::text, 'flat'::text])))
  constraint price_entry_model_check CHECK ((model <> ''::text))
  constraint price_entry_note_check CHECK ((note <> ''::text))
  constraint price_entry_origin_id_fkey FOREIGN KEY (origin_id) REFERENCES price_entry(id)
  constraint price_entry_pkey PRIMARY KEY (id)
  constraint price_entry_provider_check CHECK ((provider <> ''::text))
  constraint price_entry_rated_tariff_check CHECK ((jsonb_typeof(rated_tariff) = 'object'::text))
  constraint price_entry_source_check CHECK ((source <> ''::text))
  constraint tariff_has_components CHECK (((jsonb_typeof(tariff) = 'object'::text) AND COALESCE(((jsonb_typeof((tariff -> 'components'::text)) = 'array'::text) AND ((jsonb_array_length((tariff -> 'components'::text)) > 0) <> (tariff ? 'basedOn'::text))), false)))
  constraint tariff_is_unambiguous CHECK (is_unambiguous((tariff -> 'components'::text)))
  constraint valid_begins_in_2000_or_later CHECK ((lower(valid) >= '2000-01-01 00:00:00+00'::timestamp with time zone))
  constraint valid_is_half_open CHECK (((NOT isempty(valid)) AND lower_inc(valid) AND (NOT lower_inf(valid)) AND (NOT upper_inc(valid))))
  INDEX price_entry_by_change_set ON public.price_entry USING btree (change_set_id) WHERE (change_set_id IS NOT NULL)
  INDEX price_entry_by_model ON public.price_entry USING btree (book_id, model)
  INDEX price_entry_ended_by ON public.price_entry USING btree (ended_by) WHERE (ended_by IS NOT NULL)
  INDEX price_entry_in_listing_order ON public.price_entry USING btree (provider, model, mode, lower(valid), id)
  TRIGGER book_changed AFTER INSERT OR UPDATE ON public.price_entry FOR EACH STATEMENT EXECUTE FUNCTION raise_price_book_version()
  TRIGGER ended_together AFTER UPDATE ON public.price_entry FOR EACH ROW WHEN ((new.ended_by IS NOT NULL)) EXECUTE FUNCTION keep_published_together()
  TRIGGER never_deleted BEFORE DELETE ON public.price_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.price_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER only_a_sell_price_is_over_cost BEFORE INSERT ON public.price_entry FOR EACH ROW WHEN (((new.tariff -> 'basedOn'::text) ? 'book'::text)) EXECUTE FUNCTION keep_margins_in_sell_books()
  TRIGGER only_known_closes BEFORE UPDATE ON public.price_entry FOR EACH ROW EXECUTE FUNCTION only_close_known()
  TRIGGER published_together AFTER INSERT ON public.price_entry FOR EACH ROW WHEN ((new.change_set_id IS NOT NULL)) EXECUTE FUNCTION keep_published_together()
  grant SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (ended_by), UPDATE (known) to halfpenny_system

table price_review
  workspace_id uuid not null
  change_set_id uuid not null
  id uuid not null
  row_version integer not null
  verdict text not null
  comment text not null
  reviewer caller_identity not null
  reviewer_name text not null
  reviewed_at timestamp with time zone not null
  constraint price_review_comment_check CHECK ((char_length(comment) <= 2000))
  constraint price_review_pkey PRIMARY KEY (workspace_id, change_set_id, id)
  constraint price_review_reviewer_name_check CHECK ((reviewer_name <> ''::text))
  constraint price_review_row_version_check CHECK ((row_version >= 1))
  constraint price_review_verdict_check CHECK ((verdict = ANY (ARRAY['submit'::text, 'send_back'::text, 'approve'::text, 'discard'::text])))
  constraint price_review_workspace_id_change_set_id_fkey FOREIGN KEY (workspace_id, change_set_id) REFERENCES price_change_set(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.price_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.price_review FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table provider_account
  id uuid not null
  workspace_id uuid not null
  provider text not null
  book money_book not null
  organisation text
  project text
  key_reference text
  created_at timestamp with time zone not null
  lent_by uuid
  lag_hours smallint not null default 72
  constraint lent_by_an_account_of_its_book FOREIGN KEY (lent_by, book) REFERENCES provider_account(id, book)
  constraint provider_account_id_book_key UNIQUE (id, book)
  constraint provider_account_lag_hours_check CHECK ((lag_hours >= 0))
  constraint provider_account_pkey PRIMARY KEY (id)
  constraint provider_account_provider_check CHECK ((provider <> ''::text))
  constraint provider_account_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint provider_account_workspace_id_provider_book_organisation_pr_key UNIQUE NULLS NOT DISTINCT (workspace_id, provider, book, organisation, project, key_reference)
  TRIGGER lent_by_its_owner BEFORE INSERT ON public.provider_account FOR EACH ROW EXECUTE FUNCTION find_lender()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (lag_hours) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table provider_attempt
  workspace_id uuid not null
  id uuid not null
  generation_id uuid not null
  number smallint not null
  provider_account_id uuid not null
  book money_book not null
  outcome text not null default 'unknown'::text
  http_status smallint
  provider_request_id text
  reading jsonb
  reply jsonb
  failure jsonb
  started_at timestamp with time zone not null
  ended_at timestamp with time zone
  service_at timestamp with time zone
  batch_id uuid
  constraint only_an_unknown_outcome_has_no_end CHECK (((outcome = 'unknown'::text) OR (ended_at IS NOT NULL)))
  constraint provider_attempt_number_check CHECK ((number >= 1))
  constraint provider_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['unknown'::text, 'succeeded'::text, 'refused'::text, 'failed'::text])))
  constraint provider_attempt_pkey PRIMARY KEY (workspace_id, id)
  constraint provider_attempt_provider_account_id_book_fkey FOREIGN KEY (provider_account_id, book) REFERENCES provider_account(id, book)
  constraint provider_attempt_workspace_id_batch_id_fkey FOREIGN KEY (workspace_id, batch_id) REFERENCES provider_batch(workspace_id, id)
  constraint provider_attempt_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint provider_attempt_workspace_id_generation_id_number_key UNIQUE (workspace_id, generation_id, number)
  INDEX provider_attempt_by_batch ON public.provider_attempt USING btree (workspace_id, batch_id) WHERE (batch_id IS NOT NULL)
  INDEX provider_attempt_by_provider_request ON public.provider_attempt USING btree (workspace_id, provider_request_id)
  INDEX provider_attempt_in_doubt ON public.provider_attempt USING btree (started_at) WHERE (outcome = 'unknown'::text)
  TRIGGER first_outcome_stands BEFORE UPDATE ON public.provider_attempt FOR EACH ROW EXECUTE FUNCTION keep_attempt_outcome()
  TRIGGER never_deleted BEFORE DELETE ON public.provider_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.provider_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (ended_at), UPDATE (failure), UPDATE (http_status), UPDATE (outcome), UPDATE (provider_request_id), UPDATE (reading), UPDATE (reply), UPDATE (service_at) to halfpenny_service
  grant INSERT, SELECT, UPDATE (ended_at), UPDATE (failure), UPDATE (http_status), UPDATE (outcome), UPDATE (provider_request_id), UPDATE (reading), UPDATE (reply), UPDATE (service_at) to halfpenny_system

table provider_batch
  workspace_id uuid not null
  id uuid not null
  provider_account_id uuid not null
  book money_book not null
  provider text not null
  model text not null
  state text not null default 'submitting'::text
  submissions smallint not null default 0
  submitted_by bigint not null
  provider_batch_id text
  items smallint not null
  items_done smallint not null default 0
  ended_as text
  opened_at timestamp with time zone not null
  submitted_at timestamp with time zone
  ended_at timestamp with time zone
  constraint a_submitted_batch_has_its_receipt CHECK (((state <> 'submitted'::text) OR ((provider_batch_id IS NOT NULL) AND (submitted_at IS NOT NULL))))
  constraint an_ended_batch_says_how CHECK ((((state = 'ended'::text) = (ended_as IS NOT NULL)) AND ((state = 'ended'::text) = (ended_at IS NOT NULL))))
  constraint provider_batch_ended_as_check CHECK ((ended_as = ANY (ARRAY['completed'::text, 'expired'::text, 'cancelled'::text, 'rejected'::text, 'lost'::text])))
  constraint provider_batch_items_check CHECK ((items >= 1))
  constraint provider_batch_items_done_check CHECK ((items_done >= 0))
  constraint provider_batch_pkey PRIMARY KEY (workspace_id, id)
  constraint provider_batch_provider_account_id_book_fkey FOREIGN KEY (provider_account_id, book) REFERENCES provider_account(id, book)
  constraint provider_batch_state_check CHECK ((state = ANY (ARRAY['submitting'::text, 'submitted'::text, 'ended'::text])))
  constraint provider_batch_submissions_check CHECK ((submissions >= 0))
  constraint provider_batch_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX provider_batch_under_way ON public.provider_batch USING btree (opened_at) WHERE (state <> 'ended'::text)
  TRIGGER never_deleted BEFORE DELETE ON public.provider_batch FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.provider_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (ended_as), UPDATE (ended_at), UPDATE (items_done), UPDATE (provider_batch_id), UPDATE (state), UPDATE (submissions), UPDATE (submitted_at), UPDATE (submitted_by) to halfpenny_service
  grant INSERT, SELECT, UPDATE (ended_as), UPDATE (ended_at), UPDATE (items_done), UPDATE (provider_batch_id), UPDATE (state), UPDATE (submissions), UPDATE (submitted_at), UPDATE (submitted_by) to halfpenny_system

table provider_payment
  workspace_id uuid not null
  id uuid not null
  run_id uuid
  charge_id uuid
  currency currency_code not null
  amount exact_amount not null
  happened_at timestamp with time zone not null
  reference text not null
  recorded_by caller_identity not null
  recorded_by_name text not null
  recorded_at timestamp with time zone not null
  tx_id uuid not null
  constraint a_statement_is_paid_or_a_charge_refunded CHECK ((num_nonnulls(run_id, charge_id) = 1))
  constraint provider_payment_amount_check CHECK (((amount)::numeric > (0)::numeric))
  constraint provider_payment_pkey PRIMARY KEY (workspace_id, id)
  constraint provider_payment_recorded_by_name_check CHECK ((recorded_by_name <> ''::text))
  constraint provider_payment_reference_check CHECK (((char_length(reference) >= 1) AND (char_length(reference) <= 500)))
  constraint provider_payment_workspace_id_charge_id_fkey FOREIGN KEY (workspace_id, charge_id) REFERENCES provider_attempt(workspace_id, id)
  constraint provider_payment_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run(workspace_id, id)
  constraint provider_payment_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  INDEX provider_payment_of_run ON public.provider_payment USING btree (workspace_id, run_id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.provider_payment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.provider_payment FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table provider_policy
  workspace_id uuid not null
  id uuid not null
  provider_account_id uuid not null
  valid_from date not null
  approval_above exact_amount not null
  rounding_unit exact_amount
  rounding_level text
  rounding_mode text
  tolerated_most exact_amount
  lag_hours smallint not null
  window_minutes smallint not null
  day_by text not null
  doubt_days smallint not null
  reason text not null
  author caller_identity not null
  author_name text not null
  proposed_at timestamp with time zone not null
  approver caller_identity
  approver_name text
  approved_at timestamp with time zone
  discarded_at timestamp with time zone
  constraint a_rounding_is_declared_whole CHECK ((num_nulls(rounding_unit, rounding_level, rounding_mode) = ANY (ARRAY[0, 3])))
  constraint approved_or_discarded CHECK (((discarded_at IS NULL) OR (approved_at IS NULL)))
  constraint approved_says_by_whom CHECK ((num_nulls(approver, approver_name, approved_at) = ANY (ARRAY[0, 3])))
  constraint provider_policy_approval_above_check CHECK (((approval_above)::numeric >= (0)::numeric))
  constraint provider_policy_approver_name_check CHECK ((approver_name <> ''::text))
  constraint provider_policy_author_name_check CHECK ((author_name <> ''::text))
  constraint provider_policy_day_by_check CHECK ((day_by = ANY (ARRAY['start'::text, 'end'::text])))
  constraint provider_policy_doubt_days_check CHECK (((doubt_days >= 1) AND (doubt_days <= 365)))
  constraint provider_policy_lag_hours_check CHECK (((lag_hours >= 0) AND (lag_hours <= 2160)))
  constraint provider_policy_pkey PRIMARY KEY (workspace_id, id)
  constraint provider_policy_provider_account_id_fkey FOREIGN KEY (provider_account_id) REFERENCES provider_account(id)
  constraint provider_policy_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000)))
  constraint provider_policy_rounding_level_check CHECK ((rounding_level = ANY (ARRAY['line'::text, 'period'::text])))
  constraint provider_policy_rounding_mode_check CHECK ((rounding_mode = ANY (ARRAY['half-even'::text, 'half-up'::text, 'up'::text, 'down'::text])))
  constraint provider_policy_rounding_unit_check CHECK (((rounding_unit)::numeric > (0)::numeric))
  constraint provider_policy_tolerated_most_check CHECK (((tolerated_most)::numeric >= (0)::numeric))
  constraint provider_policy_window_minutes_check CHECK (((window_minutes >= 0) AND (window_minutes <= 720)))
  constraint provider_policy_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX provider_policy_by_account ON public.provider_policy USING btree (workspace_id, provider_account_id, valid_from DESC, approved_at DESC)
  TRIGGER never_deleted BEFORE DELETE ON public.provider_policy FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.provider_policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER policy_stands BEFORE INSERT OR UPDATE ON public.provider_policy FOR EACH ROW EXECUTE FUNCTION keep_policy()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (approved_at), UPDATE (approver), UPDATE (approver_name), UPDATE (discarded_at) to halfpenny_service
  grant SELECT to halfpenny_system

table quote
  workspace_id uuid not null
  id uuid not null
  request_hash text not null
  request jsonb not null
  mode service_mode not null
  executable boolean not null
  refused_providers jsonb not null default '[]'::jsonb
  created_at timestamp with time zone not null
  priced_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  written_in xid8 not null default pg_current_xact_id()
  stage text
  template_version_id uuid
  template_variables jsonb
  constraint a_template_has_variables CHECK (((template_version_id IS NULL) = (template_variables IS NULL)))
  constraint only_a_price_of_its_own_day_is_executable CHECK (((NOT executable) OR (priced_at = created_at)))
  constraint quote_pkey PRIMARY KEY (workspace_id, id)
  constraint quote_refused_providers_check CHECK ((jsonb_typeof(refused_providers) = 'array'::text))
  constraint quote_request_check CHECK ((jsonb_typeof(request) = 'object'::text))
  constraint quote_request_hash_check CHECK ((request_hash <> ''::text))
  constraint quote_template_variables_check CHECK ((jsonb_typeof(template_variables) = 'object'::text))
  constraint quote_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint quote_workspace_id_stage_fkey FOREIGN KEY (workspace_id, stage) REFERENCES stage(workspace_id, name)
  constraint quote_workspace_id_template_version_id_fkey FOREIGN KEY (workspace_id, template_version_id) REFERENCES template_version(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.quote FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.quote FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table quote_approval
  workspace_id uuid not null
  quote_id uuid not null
  person_id uuid
  api_key_id uuid
  by_name text not null
  approved_at timestamp with time zone not null
  constraint quote_approval_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
  constraint quote_approval_pkey PRIMARY KEY (workspace_id, quote_id)
  constraint quote_approval_workspace_id_api_key_id_fkey FOREIGN KEY (workspace_id, api_key_id) REFERENCES api_key(workspace_id, id)
  constraint quote_approval_workspace_id_quote_id_fkey FOREIGN KEY (workspace_id, quote_id) REFERENCES quote(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.quote_approval FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.quote_approval FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table quote_line
  workspace_id uuid not null
  quote_id uuid not null
  offer_id uuid not null
  position smallint not null
  meter text not null
  label text
  quantity whole_quantity not null
  unit_price exact_amount not null
  per whole_quantity not null
  multiplier whole_quantity not null default 1
  divisor whole_quantity not null default 1
  amount exact_amount not null
  rounded boolean not null
  constraint amount_is_that_of_its_line CHECK (line_adds_up((amount)::numeric, (quantity)::numeric, (unit_price)::numeric, (per)::numeric, (multiplier)::numeric, (divisor)::numeric))
  constraint quote_line_divisor_check CHECK (((divisor)::numeric > (0)::numeric))
  constraint quote_line_meter_check CHECK ((meter <> ''::text))
  constraint quote_line_multiplier_check CHECK (((multiplier)::numeric >= (0)::numeric))
  constraint quote_line_per_check CHECK (((per)::numeric > (0)::numeric))
  constraint quote_line_pkey PRIMARY KEY (workspace_id, quote_id, offer_id, "position")
  constraint quote_line_position_check CHECK (("position" >= 0))
  constraint quote_line_quantity_check CHECK (((quantity)::numeric >= (0)::numeric))
  constraint quote_line_workspace_id_quote_id_offer_id_fkey FOREIGN KEY (workspace_id, quote_id, offer_id) REFERENCES quote_offer(workspace_id, quote_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.quote_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.quote_line FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER written_with_its_quote AFTER INSERT ON public.quote_line FOR EACH ROW EXECUTE FUNCTION refuse_late_offer()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table quote_offer
  workspace_id uuid not null
  quote_id uuid not null
  id uuid not null
  rank smallint not null
  provider text not null
  model text not null
  exactness text not null
  price_entry_id uuid not null
  currency currency_code not null
  floor exact_amount
  expected exact_amount
  ceiling exact_amount
  resolved jsonb not null
  pitfalls jsonb not null
  cost_entry_id uuid
  cost_currency currency_code
  cost_ceiling exact_amount
  constraint exact_is_one_amount CHECK (((exactness <> 'exact'::text) OR ((expected IS NOT NULL) AND ((floor)::numeric = (expected)::numeric) AND ((ceiling)::numeric = (expected)::numeric))))
  constraint floor_expected_ceiling_ascend CHECK ((((floor)::numeric <= (expected)::numeric) AND ((expected)::numeric <= (ceiling)::numeric) AND ((floor)::numeric <= (ceiling)::numeric)))
  constraint only_a_sell_price_has_a_cost_beside_it CHECK ((((cost_entry_id IS NULL) = (cost_currency IS NULL)) AND ((cost_entry_id IS NOT NULL) OR (cost_ceiling IS NULL))))
  constraint quote_offer_cost_entry_id_fkey FOREIGN KEY (cost_entry_id) REFERENCES price_entry(id)
  constraint quote_offer_exactness_check CHECK ((exactness = ANY (ARRAY['exact'::text, 'range'::text, 'unknown'::text])))
  constraint quote_offer_pitfalls_check CHECK ((jsonb_typeof(pitfalls) = 'array'::text))
  constraint quote_offer_pkey PRIMARY KEY (workspace_id, quote_id, id)
  constraint quote_offer_price_entry_id_fkey FOREIGN KEY (price_entry_id) REFERENCES price_entry(id)
  constraint quote_offer_rank_check CHECK ((rank >= 0))
  constraint quote_offer_resolved_check CHECK ((jsonb_typeof(resolved) = 'array'::text))
  constraint quote_offer_workspace_id_quote_id_fkey FOREIGN KEY (workspace_id, quote_id) REFERENCES quote(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.quote_offer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.quote_offer FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER written_with_its_quote AFTER INSERT ON public.quote_offer FOR EACH ROW EXECUTE FUNCTION refuse_late_offer()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table rating_group
  workspace_id uuid not null
  run_id uuid not null
  of_workspace uuid not null
  provider text not null
  model text not null
  mode service_mode not null
  template text not null
  currency currency_code not null
  workspace_name text not null
  template_name text not null
  generations bigint not null
  changed bigint not null
  was exact_amount not null
  would exact_amount not null
  unpriced bigint not null
  unpriced_was exact_amount not null
  doubts bigint not null
  constraint rating_group_changed_check CHECK ((changed >= 0))
  constraint rating_group_doubts_check CHECK ((doubts >= 0))
  constraint rating_group_generations_check CHECK ((generations >= 0))
  constraint rating_group_pkey PRIMARY KEY (workspace_id, run_id, of_workspace, provider, model, mode, template, currency)
  constraint rating_group_unpriced_check CHECK ((unpriced >= 0))
  constraint rating_group_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES rating_run(workspace_id, id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (changed), UPDATE (doubts), UPDATE (generations), UPDATE (unpriced), UPDATE (unpriced_was), UPDATE (was), UPDATE (would) to halfpenny_system

table rating_run
  workspace_id uuid not null
  id uuid not null
  kind text not null
  state text not null
  book money_book not null
  since timestamp with time zone not null
  until timestamp with time zone not null
  covers uuid[] not null
  change_set_id uuid
  change_set_version integer
  at_provider text
  price_version bigint not null
  started_by text not null
  started_by_name text not null
  created_at timestamp with time zone not null
  total bigint
  rated bigint not null
  proposed bigint not null
  written bigint not null
  place integer not null
  place_at timestamp with time zone
  place_id uuid
  rated_at timestamp with time zone
  approver text
  approver_name text
  approved_at timestamp with time zone
  written_at timestamp with time zone
  failure text
  side text not null default 'cost'::text
  constraint a_change_set_has_a_version CHECK (((change_set_id IS NULL) = (change_set_version IS NULL)))
  constraint a_rerating_is_of_one_workspace CHECK (((kind = 'impact'::text) OR ((covers = ARRAY[workspace_id]) AND (change_set_id IS NULL) AND (at_provider IS NULL))))
  constraint an_impact_writes_nothing CHECK (((kind = 'rerating'::text) OR ((state <> ALL (ARRAY['approved'::text, 'written'::text])) AND (proposed = 0) AND (written = 0))))
  constraint approved_says_by_whom CHECK (((state = ANY (ARRAY['approved'::text, 'written'::text])) = ALL (ARRAY[(approver IS NOT NULL), (approver_name IS NOT NULL), (approved_at IS NOT NULL)])))
  constraint failed_says_why CHECK (((state = 'failed'::text) = (failure IS NOT NULL)))
  constraint rating_run_approver_check CHECK ((approver <> ''::text))
  constraint rating_run_approver_name_check CHECK ((approver_name <> ''::text))
  constraint rating_run_at_provider_check CHECK ((at_provider <> ''::text))
  constraint rating_run_check CHECK ((until > since))
  constraint rating_run_covers_check CHECK ((cardinality(covers) >= 1))
  constraint rating_run_failure_check CHECK ((failure <> ''::text))
  constraint rating_run_kind_check CHECK ((kind = ANY (ARRAY['impact'::text, 'rerating'::text])))
  constraint rating_run_pkey PRIMARY KEY (workspace_id, id)
  constraint rating_run_place_check CHECK ((place >= 0))
  constraint rating_run_proposed_check CHECK ((proposed >= 0))
  constraint rating_run_rated_check CHECK ((rated >= 0))
  constraint rating_run_side_check CHECK ((side = ANY (ARRAY['cost'::text, 'charge'::text])))
  constraint rating_run_started_by_check CHECK ((started_by <> ''::text))
  constraint rating_run_started_by_name_check CHECK ((started_by_name <> ''::text))
  constraint rating_run_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'rating'::text, 'rated'::text, 'approved'::text, 'written'::text, 'discarded'::text, 'failed'::text])))
  constraint rating_run_total_check CHECK ((total >= 0))
  constraint rating_run_workspace_id_change_set_id_fkey FOREIGN KEY (workspace_id, change_set_id) REFERENCES price_change_set(workspace_id, id)
  constraint rating_run_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint rating_run_written_check CHECK ((written >= 0))
  INDEX rating_run_latest_first ON public.rating_run USING btree (workspace_id, kind, created_at DESC, id DESC)
  INDEX rating_run_under_way ON public.rating_run USING btree (created_at) WHERE (state = ANY (ARRAY['queued'::text, 'rating'::text, 'approved'::text]))
  TRIGGER keeps_its_course BEFORE UPDATE ON public.rating_run FOR EACH ROW EXECUTE FUNCTION keep_run_course()
  TRIGGER never_deleted BEFORE DELETE ON public.rating_run FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.rating_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (approved_at), UPDATE (approver), UPDATE (approver_name), UPDATE (state) to halfpenny_service
  grant INSERT, SELECT, UPDATE (failure), UPDATE (place), UPDATE (place_at), UPDATE (place_id), UPDATE (proposed), UPDATE (rated), UPDATE (rated_at), UPDATE (state), UPDATE (total), UPDATE (written), UPDATE (written_at) to halfpenny_system

table reconciliation_charge
  workspace_id uuid not null
  run_id uuid not null
  charge_id uuid not null
  used_by uuid not null
  is_covered boolean not null
  constraint reconciliation_charge_pkey PRIMARY KEY (workspace_id, run_id, charge_id)
  constraint reconciliation_charge_used_by_fkey FOREIGN KEY (used_by) REFERENCES workspace(id)
  constraint reconciliation_charge_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run(workspace_id, id)
  INDEX reconciliation_charge_left_over ON public.reconciliation_charge USING btree (workspace_id, run_id) WHERE (NOT is_covered)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.reconciliation_charge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.reconciliation_charge FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table reconciliation_item
  workspace_id uuid not null
  run_id uuid not null
  number integer not null
  item_key text not null
  currency currency_code not null
  part text not null
  cause text not null
  class text not null
  amount exact_amount not null
  posted_before exact_amount not null
  differences jsonb not null
  alternatives jsonb not null
  lines text[] not null
  charges uuid[] not null
  state text not null
  resolution_id uuid
  before_id uuid
  constraint an_item_of_a_run_once UNIQUE (workspace_id, run_id, item_key)
  constraint decided_by_a_resolution CHECK (((state = ANY (ARRAY['open'::text, 'explained'::text])) OR (resolution_id IS NOT NULL)))
  constraint reconciliation_item_alternatives_check CHECK ((jsonb_typeof(alternatives) = 'array'::text))
  constraint reconciliation_item_cause_check CHECK ((cause <> ''::text))
  constraint reconciliation_item_class_check CHECK ((class = ANY (ARRAY['open'::text, 'tolerated'::text])))
  constraint reconciliation_item_differences_check CHECK ((jsonb_array_length(differences) > 0))
  constraint reconciliation_item_item_key_check CHECK ((item_key <> ''::text))
  constraint reconciliation_item_number_check CHECK ((number > 0))
  constraint reconciliation_item_part_check CHECK ((part <> ''::text))
  constraint reconciliation_item_pkey PRIMARY KEY (workspace_id, run_id, number)
  constraint reconciliation_item_state_check CHECK ((state = ANY (ARRAY['open'::text, 'proposed'::text, 'resolved'::text, 'claimed'::text, 'carried'::text, 'explained'::text])))
  constraint reconciliation_item_workspace_id_before_id_fkey FOREIGN KEY (workspace_id, before_id) REFERENCES item_resolution(workspace_id, id)
  constraint reconciliation_item_workspace_id_resolution_id_fkey FOREIGN KEY (workspace_id, resolution_id) REFERENCES item_resolution(workspace_id, id)
  constraint reconciliation_item_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run(workspace_id, id)
  INDEX reconciliation_item_by_charge ON public.reconciliation_item USING gin (charges)
  INDEX reconciliation_item_by_key ON public.reconciliation_item USING btree (workspace_id, item_key)
  TRIGGER found_stands BEFORE UPDATE ON public.reconciliation_item FOR EACH ROW EXECUTE FUNCTION keep_item()
  TRIGGER never_deleted BEFORE DELETE ON public.reconciliation_item FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.reconciliation_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT, UPDATE (before_id), UPDATE (posted_before), UPDATE (resolution_id), UPDATE (state) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table reconciliation_run
  workspace_id uuid not null
  id uuid not null
  provider_account_id uuid not null
  book money_book not null
  period_from timestamp with time zone not null
  period_until timestamp with time zone not null
  state text not null
  step text not null
  known_at timestamp with time zone
  engine_version text not null
  versions jsonb not null
  policy jsonb not null
  approval_above exact_amount not null
  hash text
  lines bigint not null
  charges bigint not null
  items bigint not null
  result jsonb
  repeats uuid
  started_by caller_identity not null
  started_by_name text not null
  created_at timestamp with time zone not null
  reconciled_at timestamp with time zone
  accepted_by caller_identity
  accepted_by_name text
  accepted_at timestamp with time zone
  acceptance_tx uuid
  failure text
  constraint accepted_says_by_whom CHECK (((state = 'accepted'::text) = (num_nulls(accepted_by, accepted_by_name, accepted_at) = 0)))
  constraint failed_says_why CHECK (((state = 'failed'::text) = (failure IS NOT NULL)))
  constraint reconciled_says_what_it_is_made_of CHECK (((state = ANY (ARRAY['reconciled'::text, 'accepted'::text])) = (num_nulls(known_at, hash, result, reconciled_at) = 0)))
  constraint reconciliation_run_approval_above_check CHECK (((approval_above)::numeric >= (0)::numeric))
  constraint reconciliation_run_charges_check CHECK ((charges >= 0))
  constraint reconciliation_run_check CHECK ((period_until > period_from))
  constraint reconciliation_run_engine_version_check CHECK ((engine_version <> ''::text))
  constraint reconciliation_run_failure_check CHECK ((failure <> ''::text))
  constraint reconciliation_run_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
  constraint reconciliation_run_items_check CHECK ((items >= 0))
  constraint reconciliation_run_lines_check CHECK ((lines >= 0))
  constraint reconciliation_run_pkey PRIMARY KEY (workspace_id, id)
  constraint reconciliation_run_policy_check CHECK ((jsonb_typeof(policy) = 'object'::text))
  constraint reconciliation_run_provider_account_id_book_fkey FOREIGN KEY (provider_account_id, book) REFERENCES provider_account(id, book)
  constraint reconciliation_run_result_check CHECK ((jsonb_typeof(result) = 'object'::text))
  constraint reconciliation_run_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'reconciling'::text, 'reconciled'::text, 'accepted'::text, 'failed'::text])))
  constraint reconciliation_run_step_check CHECK ((step = ANY (ARRAY['waiting'::text, 'pinning'::text, 'reading'::text, 'matching'::text, 'storing'::text, 'done'::text])))
  constraint reconciliation_run_versions_check CHECK ((jsonb_typeof(versions) = 'object'::text))
  constraint reconciliation_run_workspace_id_acceptance_tx_fkey FOREIGN KEY (workspace_id, acceptance_tx) REFERENCES ledger_tx(workspace_id, id)
  constraint reconciliation_run_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint reconciliation_run_workspace_id_repeats_fkey FOREIGN KEY (workspace_id, repeats) REFERENCES reconciliation_run(workspace_id, id)
  INDEX reconciliation_run_latest_first ON public.reconciliation_run USING btree (workspace_id, created_at DESC, id DESC)
  INDEX reconciliation_run_of_period ON public.reconciliation_run USING btree (workspace_id, provider_account_id, period_from, period_until)
  TRIGGER keeps_its_course BEFORE UPDATE ON public.reconciliation_run FOR EACH ROW EXECUTE FUNCTION keep_reconciliation()
  TRIGGER never_deleted BEFORE DELETE ON public.reconciliation_run FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.reconciliation_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER periods_stay_apart BEFORE UPDATE ON public.reconciliation_run FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) AND (new.state = 'accepted'::text))) EXECUTE FUNCTION keep_periods_apart()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (acceptance_tx), UPDATE (accepted_at), UPDATE (accepted_by), UPDATE (accepted_by_name), UPDATE (state) to halfpenny_service
  grant INSERT, SELECT, UPDATE (charges), UPDATE (failure), UPDATE (hash), UPDATE (items), UPDATE (known_at), UPDATE (lines), UPDATE (reconciled_at), UPDATE (result), UPDATE (state), UPDATE (step) to halfpenny_system

table refund
  workspace_id uuid not null
  id uuid not null
  kind text not null
  generation_id uuid not null
  currency currency_code not null
  amount exact_amount not null
  happened_at timestamp with time zone not null
  reference text not null
  state text not null
  author caller_identity not null
  author_name text not null
  created_at timestamp with time zone not null
  decided_by caller_identity
  decided_by_name text
  decided_at timestamp with time zone
  tx_id uuid
  constraint decided_says_by_whom CHECK (((num_nulls(decided_by, decided_by_name, decided_at) = ANY (ARRAY[0, 3])) AND ((state = 'recorded'::text) OR ((state = 'discarded'::text) = (decided_by IS NOT NULL)))))
  constraint recorded_is_in_the_ledger CHECK (((state = 'recorded'::text) = (tx_id IS NOT NULL)))
  constraint refund_amount_check CHECK (((amount)::numeric > (0)::numeric))
  constraint refund_author_name_check CHECK ((author_name <> ''::text))
  constraint refund_decided_by_name_check CHECK ((decided_by_name <> ''::text))
  constraint refund_kind_check CHECK ((kind = ANY (ARRAY['provider'::text, 'sale'::text])))
  constraint refund_pkey PRIMARY KEY (workspace_id, id)
  constraint refund_reference_check CHECK (((char_length(reference) >= 1) AND (char_length(reference) <= 500)))
  constraint refund_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'recorded'::text, 'discarded'::text])))
  constraint refund_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint refund_workspace_id_tx_id_fkey FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx(workspace_id, id)
  INDEX refund_by_generation ON public.refund USING btree (workspace_id, generation_id)
  INDEX refund_that_waits ON public.refund USING btree (workspace_id, id) WHERE (state = 'proposed'::text)
  TRIGGER keeps_its_course BEFORE INSERT OR UPDATE ON public.refund FOR EACH ROW EXECUTE FUNCTION keep_refund_course()
  TRIGGER never_deleted BEFORE DELETE ON public.refund FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.refund FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (decided_at), UPDATE (decided_by), UPDATE (decided_by_name), UPDATE (state), UPDATE (tx_id) to halfpenny_service
  grant SELECT to halfpenny_system

table rerating_item
  workspace_id uuid not null
  run_id uuid not null
  generation_id uuid not null
  state text not null
  currency currency_code not null
  was exact_amount not null
  becomes exact_amount not null
  corrections smallint not null
  price_entry_id uuid not null
  lines jsonb not null
  settles boolean not null default false
  charge_becomes exact_amount
  constraint it_changes_or_settles CHECK ((((becomes)::numeric <> (was)::numeric) OR settles))
  constraint only_what_settles_has_a_charge CHECK ((settles OR (charge_becomes IS NULL)))
  constraint rerating_item_corrections_check CHECK ((corrections >= 0))
  constraint rerating_item_lines_check CHECK ((jsonb_typeof(lines) = 'array'::text))
  constraint rerating_item_pkey PRIMARY KEY (workspace_id, run_id, generation_id)
  constraint rerating_item_price_entry_id_fkey FOREIGN KEY (price_entry_id) REFERENCES price_entry(id)
  constraint rerating_item_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'written'::text, 'overtaken'::text])))
  constraint rerating_item_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  constraint rerating_item_workspace_id_run_id_fkey FOREIGN KEY (workspace_id, run_id) REFERENCES rating_run(workspace_id, id)
  INDEX rerating_item_to_write ON public.rerating_item USING btree (workspace_id, run_id, generation_id) WHERE (state = 'proposed'::text)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.rerating_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER proposal_stands BEFORE DELETE OR UPDATE ON public.rerating_item FOR EACH ROW EXECUTE FUNCTION keep_proposal()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (state) to halfpenny_system

table revocation_count
  only_one boolean not null default true
  revocations bigint not null
  constraint revocation_count_only_one_check CHECK (only_one)
  constraint revocation_count_pkey PRIMARY KEY (only_one)
  grant SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table rollup_cell
  workspace_id uuid not null
  id uuid not null
  book money_book not null
  provider_account_id uuid not null
  provider text
  model text
  mode text
  operation text
  quality text
  size text
  api_key_id uuid
  template_version_id uuid
  stage text
  outcome text
  meter text
  currency currency_code not null
  constraint rollup_cell_pkey PRIMARY KEY (workspace_id, id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant DELETE, INSERT, SELECT to halfpenny_system

table rollup_day
  workspace_id uuid not null
  account_code smallint not null
  day date not null
  cell_id uuid not null
  amount exact_amount not null
  quantity whole_quantity not null
  lines bigint not null
  images bigint not null
  generations bigint not null
  constraint rollup_day_pkey PRIMARY KEY (workspace_id, account_code, day, cell_id) INCLUDE (amount, quantity, lines, images, generations)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant DELETE, INSERT, SELECT, UPDATE (amount), UPDATE (generations), UPDATE (images), UPDATE (lines), UPDATE (quantity) to halfpenny_system

table rollup_month
  workspace_id uuid not null
  account_code smallint not null
  month date not null
  cell_id uuid not null
  amount exact_amount not null
  quantity whole_quantity not null
  lines bigint not null
  images bigint not null
  generations bigint not null
  constraint rollup_month_pkey PRIMARY KEY (workspace_id, account_code, month, cell_id) INCLUDE (amount, quantity, lines, images, generations)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant DELETE, INSERT, SELECT, UPDATE (amount), UPDATE (generations), UPDATE (images), UPDATE (lines), UPDATE (quantity) to halfpenny_system

table sign_in_secret
  only_one boolean not null default true
  secret text not null
  constraint sign_in_secret_only_one_check CHECK (only_one)
  constraint sign_in_secret_pkey PRIMARY KEY (only_one)
  constraint sign_in_secret_secret_check CHECK ((char_length(secret) >= 43))
  grant INSERT, SELECT to halfpenny_system

table spent_correction
  workspace_id uuid not null
  hold_id uuid not null
  number smallint not null
  difference exact_amount not null
  recorded_at timestamp with time zone not null
  constraint spent_correction_difference_check CHECK (((difference)::numeric <> (0)::numeric))
  constraint spent_correction_number_check CHECK ((number >= 1))
  constraint spent_correction_pkey PRIMARY KEY (workspace_id, hold_id, number)
  constraint spent_correction_workspace_id_hold_id_fkey FOREIGN KEY (workspace_id, hold_id) REFERENCES hold_settlement(workspace_id, hold_id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.spent_correction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.spent_correction FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table stage
  workspace_id uuid not null
  name text not null
  position smallint not null
  default_quality text
  requires_approval boolean not null
  constraint stage_default_quality_check CHECK ((default_quality <> ''::text))
  constraint stage_name_check CHECK ((name ~ '^[a-z][a-z0-9-]{0,39}$'::text))
  constraint stage_pkey PRIMARY KEY (workspace_id, name)
  constraint stage_position_check CHECK (("position" >= 1))
  constraint stage_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  TRIGGER never_deleted BEFORE DELETE ON public.stage FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.stage FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (default_quality), UPDATE (requires_approval) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table statement_hold
  workspace_id uuid not null
  import_id uuid not null
  number integer not null
  held boolean not null
  reason text not null
  author caller_identity not null
  author_name text not null
  set_at timestamp with time zone not null
  constraint statement_hold_number_check CHECK ((number > 0))
  constraint statement_hold_pkey PRIMARY KEY (workspace_id, import_id, number)
  constraint statement_hold_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000)))
  constraint statement_hold_workspace_id_import_id_fkey FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.statement_hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.statement_hold FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table statement_import
  workspace_id uuid not null
  id uuid not null
  provider_account_id uuid not null
  kind text not null
  series text not null
  origin text not null
  state text not null
  file_name text not null
  file_sha256 text not null
  file_bytes bigint not null
  reading jsonb not null
  received_by caller_identity not null
  received_by_name text not null
  received_at timestamp with time zone not null
  bytes_read bigint not null default 0
  lines bigint not null default 0
  rejected bigint not null default 0
  left_out bigint not null default 0
  period tstzrange
  version integer
  superseded_by integer
  current_at timestamp with time zone
  refusal text
  kept_until date not null
  legal_hold boolean not null default false
  removed_at timestamp with time zone
  lines_placed bigint not null default 0
  constraint a_hold_keeps_the_file CHECK (((NOT legal_hold) OR (removed_at IS NULL)))
  constraint a_period_is_half_open CHECK ((lower_inc(period) AND (NOT upper_inc(period)) AND (NOT isempty(period))))
  constraint a_version_is_one_import UNIQUE (workspace_id, provider_account_id, series, version)
  constraint current_says_its_version_and_period CHECK ((((state = 'current'::text) = (version IS NOT NULL)) AND ((state <> 'current'::text) OR (num_nulls(period, current_at) = 0))))
  constraint nothing_rejected_is_current CHECK (((state <> 'current'::text) OR (rejected = 0)))
  constraint refused_says_why CHECK (((state = 'refused'::text) = (refusal IS NOT NULL)))
  constraint statement_import_bytes_read_check CHECK ((bytes_read >= 0))
  constraint statement_import_file_bytes_check CHECK ((file_bytes >= 0))
  constraint statement_import_file_name_check CHECK ((char_length(file_name) <= 255))
  constraint statement_import_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint statement_import_kind_check CHECK ((kind = ANY (ARRAY['openai_costs'::text, 'openai_usage_images'::text, 'openai_usage_completions'::text, 'focus'::text, 'csv'::text, 'sandbox_invoice'::text])))
  constraint statement_import_left_out_check CHECK ((left_out >= 0))
  constraint statement_import_lines_check CHECK ((lines >= 0))
  constraint statement_import_lines_placed_check CHECK ((lines_placed >= 0))
  constraint statement_import_origin_check CHECK ((origin = ANY (ARRAY['pull'::text, 'upload'::text])))
  constraint statement_import_pkey PRIMARY KEY (workspace_id, id)
  constraint statement_import_provider_account_id_fkey FOREIGN KEY (provider_account_id) REFERENCES provider_account(id)
  constraint statement_import_reading_check CHECK ((jsonb_typeof(reading) = 'object'::text))
  constraint statement_import_rejected_check CHECK ((rejected >= 0))
  constraint statement_import_series_check CHECK ((series = ANY (ARRAY['charges'::text, 'usage_images'::text, 'usage_completions'::text, 'payable'::text, 'prepaid'::text])))
  constraint statement_import_state_check CHECK ((state = ANY (ARRAY['received'::text, 'reading'::text, 'current'::text, 'unchanged'::text, 'refused'::text])))
  constraint statement_import_superseded_by_check CHECK ((superseded_by > 0))
  constraint statement_import_version_check CHECK ((version > 0))
  constraint statement_import_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  constraint the_same_file_once EXCLUDE USING btree (workspace_id WITH =, provider_account_id WITH =, series WITH =, file_sha256 WITH =) WHERE (((state = 'current'::text) AND (superseded_by IS NULL)))
  INDEX statement_import_latest_first ON public.statement_import USING btree (workspace_id, received_at DESC, id DESC)
  INDEX statement_import_of_a_file ON public.statement_import USING btree (workspace_id, file_sha256) WHERE (removed_at IS NULL)
  INDEX statement_import_to_remove ON public.statement_import USING btree (kept_until) WHERE ((removed_at IS NULL) AND (NOT legal_hold))
  INDEX statement_import_under_way ON public.statement_import USING btree (received_at) WHERE (state = ANY (ARRAY['received'::text, 'reading'::text]))
  TRIGGER keeps_its_course BEFORE UPDATE ON public.statement_import FOR EACH ROW EXECUTE FUNCTION keep_import_course()
  TRIGGER keeps_its_file BEFORE UPDATE OF legal_hold, kept_until, removed_at ON public.statement_import FOR EACH ROW EXECUTE FUNCTION keep_received_file()
  TRIGGER never_deleted BEFORE DELETE ON public.statement_import FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.statement_import FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE to halfpenny_service
  grant INSERT, SELECT, UPDATE to halfpenny_system

table statement_line
  workspace_id uuid not null
  import_id uuid not null
  ordinal bigint not null
  provider_account_id uuid not null
  series text not null
  version integer not null
  superseded_by integer
  file_line bigint not null
  file_column bigint not null
  bucket_start timestamp with time zone not null
  bucket_end timestamp with time zone not null
  project text not null
  api_key text not null
  line_item text not null
  currency currency_code not null
  occurrence integer not null
  amount_text text not null
  amount exact_amount not null
  residue numeric not null
  quantity_text text
  quantity numeric
  quantity_unit text
  request_id text
  client_request_id text
  model text
  size text
  quality text
  usage jsonb
  category text
  balance_text text
  balance exact_amount
  mode service_mode
  invoice_id text
  constraint a_balance_has_its_text CHECK (((balance IS NULL) = (balance_text IS NULL)))
  constraint a_bucket_does_not_end_before_it_begins CHECK ((bucket_end >= bucket_start))
  constraint a_quantity_has_its_text CHECK (((quantity IS NULL) = (quantity_text IS NULL)))
  constraint statement_line_amount_text_check CHECK ((amount_text <> ''::text))
  constraint statement_line_api_key_check CHECK ((char_length(api_key) <= 100))
  constraint statement_line_balance_text_check CHECK ((balance_text <> ''::text))
  constraint statement_line_category_check CHECK ((category <> ''::text))
  constraint statement_line_client_request_id_check CHECK ((client_request_id <> ''::text))
  constraint statement_line_file_column_check CHECK ((file_column > 0))
  constraint statement_line_file_line_check CHECK ((file_line > 0))
  constraint statement_line_invoice_id_check CHECK ((invoice_id <> ''::text))
  constraint statement_line_line_item_check CHECK ((char_length(line_item) <= 300))
  constraint statement_line_model_check CHECK ((model <> ''::text))
  constraint statement_line_occurrence_check CHECK ((occurrence > 0))
  constraint statement_line_ordinal_check CHECK ((ordinal > 0))
  constraint statement_line_pkey PRIMARY KEY (workspace_id, import_id, ordinal)
  constraint statement_line_project_check CHECK ((char_length(project) <= 100))
  constraint statement_line_quality_check CHECK ((quality <> ''::text))
  constraint statement_line_quantity_check CHECK ((quantity <> ALL (ARRAY['NaN'::numeric, 'Infinity'::numeric, '-Infinity'::numeric])))
  constraint statement_line_quantity_text_check CHECK ((quantity_text <> ''::text))
  constraint statement_line_quantity_unit_check CHECK ((quantity_unit <> ''::text))
  constraint statement_line_request_id_check CHECK ((request_id <> ''::text))
  constraint statement_line_residue_check CHECK ((abs(residue) <= 0.0000000000005))
  constraint statement_line_series_check CHECK ((series <> ''::text))
  constraint statement_line_size_check CHECK ((size <> ''::text))
  constraint statement_line_usage_check CHECK ((jsonb_typeof(usage) = 'object'::text))
  constraint statement_line_version_check CHECK ((version > 0))
  constraint superseded_by_a_later_version CHECK ((superseded_by > version))
  UNIQUE INDEX one_current_version_of_a_line ON public.statement_line USING btree (workspace_id, provider_account_id, series, bucket_start, bucket_end, line_key(project, api_key, line_item, (currency)::text), occurrence, superseded_by) NULLS NOT DISTINCT
  TRIGGER never_emptied BEFORE TRUNCATE ON public.statement_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER of_an_import AFTER INSERT ON public.statement_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION lines_of_an_import()
  TRIGGER stated_stands BEFORE DELETE OR UPDATE ON public.statement_line FOR EACH ROW EXECUTE FUNCTION keep_stated()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (superseded_by) to halfpenny_system

table statement_mapping
  workspace_id uuid not null
  id uuid not null
  name text not null
  reading jsonb not null
  saved_by_name text not null
  saved_at timestamp with time zone not null
  constraint a_mapping_has_a_name_of_its_own UNIQUE (workspace_id, name)
  constraint statement_mapping_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint statement_mapping_pkey PRIMARY KEY (workspace_id, id)
  constraint statement_mapping_reading_check CHECK ((jsonb_typeof(reading) = 'object'::text))
  constraint statement_mapping_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE to halfpenny_service
  grant SELECT to halfpenny_system

table statement_observation
  workspace_id uuid not null
  provider_account_id uuid not null
  series text not null
  day date not null
  observed_at timestamp with time zone not null
  import_id uuid not null
  digest text not null
  constraint statement_observation_digest_check CHECK ((digest <> ''::text))
  constraint statement_observation_pkey PRIMARY KEY (workspace_id, provider_account_id, series, day, observed_at)
  constraint statement_observation_provider_account_id_fkey FOREIGN KEY (provider_account_id) REFERENCES provider_account(id)
  constraint statement_observation_series_check CHECK ((series <> ''::text))
  constraint statement_observation_workspace_id_import_id_fkey FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.statement_observation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.statement_observation FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table statement_pull
  workspace_id uuid not null
  id uuid not null
  provider_account_id uuid not null
  started_at timestamp with time zone not null
  ended_at timestamp with time zone
  failure text
  constraint only_what_ended_failed CHECK (((failure IS NULL) OR (ended_at IS NOT NULL)))
  constraint statement_pull_failure_check CHECK ((failure <> ''::text))
  constraint statement_pull_pkey PRIMARY KEY (workspace_id, id)
  constraint statement_pull_provider_account_id_fkey FOREIGN KEY (provider_account_id) REFERENCES provider_account(id)
  constraint statement_pull_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX statement_pull_latest_first ON public.statement_pull USING btree (workspace_id, provider_account_id, started_at DESC)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (ended_at), UPDATE (failure) to halfpenny_service
  grant SELECT to halfpenny_system

table statement_rejection
  workspace_id uuid not null
  import_id uuid not null
  number integer not null
  file_line bigint not null
  file_column bigint not null
  field text not null
  message text not null
  constraint statement_rejection_file_column_check CHECK ((file_column > 0))
  constraint statement_rejection_file_line_check CHECK ((file_line > 0))
  constraint statement_rejection_message_check CHECK ((message <> ''::text))
  constraint statement_rejection_number_check CHECK ((number > 0))
  constraint statement_rejection_pkey PRIMARY KEY (workspace_id, import_id, number)
  constraint statement_rejection_workspace_id_import_id_fkey FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.statement_rejection FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.statement_rejection FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table template
  workspace_id uuid not null
  id uuid not null
  name text not null
  description text
  created_by text not null
  created_at timestamp with time zone not null
  archived_at timestamp with time zone
  constraint one_template_per_name UNIQUE (workspace_id, name)
  constraint template_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint template_pkey PRIMARY KEY (workspace_id, id)
  constraint template_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  TRIGGER never_deleted BEFORE DELETE ON public.template FOR EACH ROW EXECUTE FUNCTION refuse_change()
  TRIGGER never_emptied BEFORE TRUNCATE ON public.template FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (archived_at) to halfpenny_service
  grant SELECT to halfpenny_system

table template_version
  workspace_id uuid not null
  id uuid not null
  template_id uuid not null
  number integer not null
  prompt text not null
  variables jsonb not null
  defaults jsonb not null
  created_by text not null
  created_at timestamp with time zone not null
  constraint template_version_defaults_check CHECK ((jsonb_typeof(defaults) = 'object'::text))
  constraint template_version_number_check CHECK ((number >= 1))
  constraint template_version_pkey PRIMARY KEY (workspace_id, id)
  constraint template_version_prompt_check CHECK ((prompt <> ''::text))
  constraint template_version_variables_check CHECK ((jsonb_typeof(variables) = 'array'::text))
  constraint template_version_workspace_id_template_id_fkey FOREIGN KEY (workspace_id, template_id) REFERENCES template(workspace_id, id)
  constraint versions_are_numbered UNIQUE (workspace_id, template_id, number)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.template_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.template_version FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant SELECT to halfpenny_system

table unfolded_posting
  workspace_id uuid not null
  tx_id uuid not null
  constraint unfolded_posting_pkey PRIMARY KEY (workspace_id, tx_id)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant DELETE, INSERT, SELECT to halfpenny_system

table unfolded_regrouping
  workspace_id uuid not null
  number bigint not null
  generation_id uuid not null
  delivered jsonb
  outcomes text[] not null
  constraint unfolded_regrouping_pkey PRIMARY KEY (workspace_id, number)
  INDEX unfolded_regrouping_by_generation ON public.unfolded_regrouping USING btree (workspace_id, generation_id, number)
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant DELETE, INSERT, SELECT to halfpenny_system

table unkept_image
  workspace_id uuid not null
  generation_id uuid not null
  position smallint not null
  sha256 text not null
  format text not null
  width integer not null
  height integer not null
  bytes bigint not null
  revised_prompt text
  reason text not null
  constraint unkept_image_bytes_check CHECK ((bytes > 0))
  constraint unkept_image_format_check CHECK ((format <> ''::text))
  constraint unkept_image_height_check CHECK ((height > 0))
  constraint unkept_image_pkey PRIMARY KEY (workspace_id, generation_id, "position")
  constraint unkept_image_position_check CHECK (("position" >= 0))
  constraint unkept_image_reason_check CHECK ((reason <> ''::text))
  constraint unkept_image_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint unkept_image_width_check CHECK ((width > 0))
  constraint unkept_image_workspace_id_generation_id_fkey FOREIGN KEY (workspace_id, generation_id) REFERENCES generation(workspace_id, id)
  TRIGGER never_emptied BEFORE TRUNCATE ON public.unkept_image FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER never_rewritten BEFORE DELETE OR UPDATE ON public.unkept_image FOR EACH ROW EXECUTE FUNCTION refuse_change()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT to halfpenny_service
  grant INSERT, SELECT to halfpenny_system

table upload
  workspace_id uuid not null
  id uuid not null
  sha256 text not null
  format text not null
  width integer not null
  height integer not null
  bytes bigint not null
  transparency text not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone
  removed_at timestamp with time zone
  constraint upload_bytes_check CHECK ((bytes > 0))
  constraint upload_format_check CHECK ((format = ANY (ARRAY['png'::text, 'jpeg'::text, 'webp'::text])))
  constraint upload_height_check CHECK ((height > 0))
  constraint upload_pkey PRIMARY KEY (workspace_id, id)
  constraint upload_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint upload_transparency_check CHECK ((transparency = ANY (ARRAY['no-alpha'::text, 'opaque'::text, 'some'::text])))
  constraint upload_width_check CHECK ((width > 0))
  constraint upload_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id)
  INDEX upload_by_hash ON public.upload USING btree (workspace_id, sha256)
  INDEX upload_unused ON public.upload USING btree (expires_at) WHERE ((removed_at IS NULL) AND (expires_at IS NOT NULL))
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant INSERT, SELECT, UPDATE (expires_at), UPDATE (removed_at) to halfpenny_service
  grant INSERT, SELECT, UPDATE (expires_at), UPDATE (removed_at) to halfpenny_system

table usage_bucket
  workspace_id uuid not null
  import_id uuid not null
  ordinal bigint not null
  provider_account_id uuid not null
  series text not null
  version integer not null
  superseded_by integer
  bucket_start timestamp with time zone not null
  bucket_end timestamp with time zone not null
  project text not null
  api_key text not null
  model text not null
  source text not null
  size text not null
  batch boolean
  occurrence integer not null
  requests whole_quantity not null
  quantities jsonb not null
  constraint a_bucket_ends_after_it_begins CHECK ((bucket_end > bucket_start))
  constraint superseded_by_a_later_version CHECK ((superseded_by > version))
  constraint usage_bucket_api_key_check CHECK ((char_length(api_key) <= 100))
  constraint usage_bucket_model_check CHECK ((char_length(model) <= 100))
  constraint usage_bucket_occurrence_check CHECK ((occurrence > 0))
  constraint usage_bucket_ordinal_check CHECK ((ordinal > 0))
  constraint usage_bucket_pkey PRIMARY KEY (workspace_id, import_id, ordinal)
  constraint usage_bucket_project_check CHECK ((char_length(project) <= 100))
  constraint usage_bucket_quantities_check CHECK ((jsonb_typeof(quantities) = 'object'::text))
  constraint usage_bucket_requests_check CHECK (((requests)::numeric >= (0)::numeric))
  constraint usage_bucket_series_check CHECK ((series <> ''::text))
  constraint usage_bucket_size_check CHECK ((char_length(size) <= 100))
  constraint usage_bucket_source_check CHECK ((char_length(source) <= 100))
  constraint usage_bucket_version_check CHECK ((version > 0))
  UNIQUE INDEX one_current_version_of_a_bucket ON public.usage_bucket USING btree (workspace_id, provider_account_id, series, bucket_start, bucket_end, bucket_key(project, api_key, model, source, size, batch), occurrence, superseded_by) NULLS NOT DISTINCT
  TRIGGER never_emptied BEFORE TRUNCATE ON public.usage_bucket FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  TRIGGER of_an_import AFTER INSERT ON public.usage_bucket REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION lines_of_an_import()
  TRIGGER stated_stands BEFORE DELETE OR UPDATE ON public.usage_bucket FOR EACH ROW EXECUTE FUNCTION keep_stated()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT to halfpenny_service
  grant INSERT, SELECT, UPDATE (superseded_by) to halfpenny_system

table workspace
  id uuid not null
  name text not null
  created_at timestamp with time zone not null
  two_people_publish boolean not null default false
  prepaid_two_people_above exact_amount
  refund_two_people_above exact_amount not null default 100
  constraint workspace_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint workspace_name_key UNIQUE (name)
  constraint workspace_pkey PRIMARY KEY (id)
  constraint workspace_prepaid_two_people_above_check CHECK (((prepaid_two_people_above)::numeric >= (0)::numeric))
  constraint workspace_refund_two_people_above_check CHECK (((refund_two_people_above)::numeric >= (0)::numeric))
  TRIGGER begins_with_stages AFTER INSERT ON public.workspace FOR EACH ROW EXECUTE FUNCTION seed_stages()
  row level security, forced
  policy every_workspace for ALL to halfpenny_system using true with check true
  policy own_workspace for ALL to halfpenny_service using (id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid) with check (id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)
  grant SELECT, UPDATE (prepaid_two_people_above), UPDATE (refund_two_people_above), UPDATE (two_people_publish) to halfpenny_service
  grant INSERT, SELECT to halfpenny_system
